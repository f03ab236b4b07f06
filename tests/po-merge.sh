# Merge two versions of a message catalogue for git: both sides' messages,
# ours where they differ. Set up once in a clone:
#   git config merge.po.driver 'sh tests/po-merge.sh %O %A %B'
set -eu
ours=$2
theirs=$3
temp=$(mktemp)
trap 'rm -f "$temp"' EXIT
msgcat --use-first --no-wrap --sort-output --no-location -o "$temp" \
    "$ours" "$theirs"
cat "$temp" >"$ours"
