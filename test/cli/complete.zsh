#!/usr/bin/env zsh
# Prints what an interactive zsh offers for a command line, an item a line.
# usage: zsh -f complete.zsh SCRIPT FOLDER LINE
# Completion needs a terminal, so the shell gets a pseudo-terminal, in which it prints what it would
# offer between two marks. Each mark is typed in two parts: an echo of the typing must not be one.

zmodload zsh/zpty
script=$1 folder=$2 line=$3

zpty shell zsh -f -i
zpty -w shell "PROMPT= ; unset zle_bracketed_paste; cd ${(q)folder}
autoload -U compinit; compinit -u -D; source ${(q)script}"
zpty -w shell 'compadd() {
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return; fi
  local -a offered
  builtin compadd -O offered "$@"
  (( $#offered )) && print -rl -- $offered
  builtin compadd "$@"
}
mark() { print -r -- "<<<"">>>" }
show() { compprefuncs=(mark) comppostfuncs=(mark); _main_complete }
zle -C show complete-word show; bindkey "^I" show
stty -echo; print -r -- "<<<ready"">>>"'
zpty -r shell reply '*<<<ready>>>*'
zpty -n -w shell "$line"$'\t'
zpty -r shell reply '*<<<>>>*'
zpty -r shell reply '*<<<>>>*'
print -r -- "${${reply//$'\r'/}%<<<>>>*}"
zpty -d shell
