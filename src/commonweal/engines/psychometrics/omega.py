"""Omega total: reliability without alpha's assumption that every question measures equally well."""

from dataclasses import dataclass

import numpy as np

from commonweal.engines.psychometrics.answers import Matrix, complete, correlations, varies

#: No question is all error, and none is free of it: where a fit runs into this, it stops there (Heywood).
_LEAST_UNIQUE = 1e-4


@dataclass(frozen=True, slots=True)
class Omega:
    """`loadings` and `unique` are in the questions' own units, variances with n − 1."""

    n: int
    omega: float
    loadings: tuple[float, ...]
    unique: tuple[float, ...]


def omega_total(answers: Matrix) -> Omega | None:
    """One factor, fitted by maximum likelihood, listwise: (Σλ)² / ((Σλ)² + Σθ).

    Fewer than three questions, or one that does not vary: None. Source: McDonald 1999, Test Theory; the fit is
    Jöreskog's 1967, which minimises over the unique variances alone.
    """
    people = complete(answers)
    n, k = people.shape
    if k < 3 or n <= k or not all(varies(people[:, item]) for item in range(k)):
        return None
    spread = people.std(axis=0, ddof=1)
    related = correlations(people)
    unique = _fitted(related)
    loadings = _loadings(related, unique) * spread
    if loadings.sum() < 0:
        loadings = -loadings
    unique = unique * spread**2
    common = float(loadings.sum()) ** 2
    return Omega(n, common / (common + float(unique.sum())), tuple(loadings.tolist()), tuple(unique.tolist()))


def _fitted(related: Matrix) -> Matrix:
    """The share of each question's spread that the factor does not carry."""
    from scipy.optimize import minimize

    k = len(related)

    def misfit(logs: Matrix) -> tuple[float, Matrix]:
        """The likelihood with the best loadings put in, and its slope in the logarithms of the unique shares."""
        unique = np.exp(logs)
        root = np.sqrt(unique)
        roots = np.linalg.eigvalsh(related / np.outer(root, root))[:-1]
        implied = np.outer(loadings := _loadings(related, unique), loadings) + np.diag(unique)
        slope = np.diag(implied - related) / unique
        return float((roots - np.log(np.maximum(roots, 1e-12)) - 1).sum()), slope

    start = np.log(0.5 / np.maximum(np.diag(np.linalg.pinv(related)), 1e-6))
    bounds = [(np.log(_LEAST_UNIQUE), 0.0)] * k
    start = np.clip(start, *bounds[0])
    found = minimize(misfit, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"ftol": 1e-15, "gtol": 1e-10})
    return np.asarray(np.exp(found.x))


def _loadings(related: Matrix, unique: Matrix) -> Matrix:
    root = np.sqrt(unique)
    roots, vectors = np.linalg.eigh(related / np.outer(root, root))
    return np.asarray(root * vectors[:, -1] * np.sqrt(max(roots[-1] - 1, 0.0)))
