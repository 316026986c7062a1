// A passkey is made, or asked for, by the browser itself; this only carries bytes between it and the form.
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const isNumbers = /^[\d.]+$|:/.test(location.hostname.replace(/^\[|\]$/g, ""));
  const canKeep = Boolean(window.PublicKeyCredential) && window.isSecureContext && !isNumbers;

  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const asJson = (credential) => {
    const found = { id: credential.id, rawId: text(credential.rawId), type: credential.type, response: {} };
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) found.response[name] = text(credential.response[name]);
    }
    found.clientExtensionResults = credential.getClientExtensionResults();
    return JSON.stringify(found);
  };

  const make = async () => {
    const options = JSON.parse(document.getElementById("passkey-options").textContent).publicKey;
    options.challenge = bytes(options.challenge);
    options.user = { ...options.user, id: bytes(options.user.id) };
    options.excludeCredentials = known(options.excludeCredentials);
    return navigator.credentials.create({ publicKey: options });
  };

  const ask = async (form) => {
    const answer = await fetch(form.action, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    const options = (await answer.json()).request_options.publicKey;
    options.challenge = bytes(options.challenge);
    options.allowCredentials = known(options.allowCredentials);
    return navigator.credentials.get({ publicKey: options });
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const button = form.querySelector("button");
    const told = document.getElementById(form.dataset.passkeyTold);
    if (!canKeep) {
      if (told) told.textContent = form.dataset.cannot;
      continue;
    }
    button.hidden = button.disabled = false;
    button.addEventListener("click", async (event) => {
      event.preventDefault();
      try {
        const credential = await (form.dataset.passkey === "make" ? make() : ask(form));
        form.querySelector("[name=credential]").value = asJson(credential);
        form.submit();
      } catch (problem) {
        if (told) told.textContent = form.dataset.failed;
      }
    });
  }
})();
