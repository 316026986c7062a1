# A thin alias; the commands themselves need no make.
.PHONY: demo test serve ci

demo test serve:
	python3 manage.py $@

ci:
	bash .ci/run
