# The account for looking only, as bansao-admin(7) has it, through a real sshd:
# the picture comes, nothing can be changed, no shell, no file and no port is
# reached, and the end of the line ends the program. Two people who edit see each
# other's changes.
. "${srcdir:-.}/tests/lib.sh"
need tmux python3 ssh ssh-keygen
sshd=$(command -v sshd || echo /usr/sbin/sshd)
[ -x "$sshd" ] || skip "no sshd here"

runs 0 "$BANSAO" init
runs 0 "$BANSAO" fonds add PL "Phông thử"
runs 0 "$BANSAO" dossier add PL.1 "Hồ sơ một" --fonds PL
mkdir bin
# By its catalogue it is known among the processes.
printf '#!/bin/sh\nexec "%s" --db "%s" "$@"\n' "$BANSAO" "$BANSAO_DB" >bin/bansao
chmod +x bin/bansao
port=$(python3 -c 'import socket
s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
ssh-keygen -q -t ed25519 -N '' -f host
for key in head clerk; do
	ssh-keygen -q -t ed25519 -N '' -f $key
done
# The line of the manual with this key; the clerk has no such line.
{
	sed -n 's/\\-/-/g; s/^\(restrict,pty,command=".*"\) ssh.*/\1 /p' \
	    "$srcdir/man/bansao-admin.7" | tr -d '\n'
	cat head.pub
} >keys
grep -q '^restrict,pty,command="bansao ui quota --read-only" ssh-' keys ||
	fail 'the line of the manual is another one'
cat clerk.pub >>keys
chmod 600 keys
cat >sshd.conf <<END
ListenAddress 127.0.0.1
Port $port
HostKey $room/host
AuthorizedKeysFile $room/keys
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
PermitRootLogin yes
Subsystem sftp internal-sftp
SetEnv PATH=$room/bin:/usr/bin:/bin HOME=$HOME BANSAO_LANG=en BANSAO_BACKUP=off XDG_STATE_HOME=$XDG_STATE_HOME LC_ALL=C.UTF-8 BANSAO_WORK=$BANSAO_WORK
END
[ "$(id -u)" -ne 0 ] || mkdir -p -m 755 /run/sshd
"$sshd" -t -f sshd.conf 2>sshd.log || skip "sshd does not start here: $(cat sshd.log)"
"$sshd" -D -e -f "$room/sshd.conf" 2>sshd.log &
daemon=$!
trap 'status=$?; kill $daemon 2>/dev/null || :; (exit $status); leave' EXIT
# as KEY [OPTION...]: the client, to ourselves.
me=$(id -un)
cat >as <<END
#!/bin/sh
key=\$1
shift
exec ssh -F none -i $room/\$key -p $port -o BatchMode=yes -o LogLevel=ERROR \\
    -o StrictHostKeyChecking=no -o UserKnownHostsFile=$room/known \\
    -o IdentitiesOnly=yes "\$@"
END
chmod +x as
answers() { ./as clerk "$me@127.0.0.1" true 2>.err; }
wait_for answers || skip "nobody may log in here: $(cat .err sshd.log)"

# --- looking only ------------------------------------------------------------

screen_start "$room/as" head -tt "$me@127.0.0.1"
screen_shows 'A4 pages by year'
screen_keys F4
screen_shows 'for reading only'
screen_keys :
screen_types '!sh'
screen_keys Enter
screen_shows 'There is no'
screen_keys Escape
screen_keys :
screen_types 'fonds add X Y'
screen_keys Enter
screen_shows 'for reading only'
# There is no shell behind it that could go on: it is not stopped.
screen_keys C-z
screen_shows 'no shell here'
screen_keys F1
screen_shows 'Help'
screen_keys Escape
runs 0 "$BANSAO" fonds list
says_not 'Y'
# Whatever else is asked for, it is the quota: without a terminal, in words.
./as head "$me@127.0.0.1" "touch $room/broken-in; id" >.out 2>.err </dev/null ||
	:
[ ! -e broken-in ] || fail 'a command of the client was run'
says_not uid=
printf 'put %s/keys %s/put\n' "$room" "$room" >batch
! sftp -b batch -S "$room/as-sftp" "$me@127.0.0.1" >.out 2>&1 ||
	fail 'sftp works'
printf '#!/bin/sh\nexec %s/as head "$@"\n' "$room" >as-sftp
chmod +x as-sftp
! sftp -b batch -S "$room/as-sftp" "$me@127.0.0.1" >.out 2>&1 ||
	fail 'sftp works'
[ ! -e put ] || fail 'a file was put'
! ./as head -W "127.0.0.1:$port" "$me@127.0.0.1" </dev/null >.out 2>.err ||
	fail 'a port is forwarded'
# The line drops: the program is gone, and with it its marks.
running() { pgrep -f "^$BANSAO --db $BANSAO_DB ui quota" >/dev/null; }
running || fail 'the screen is not there'
tmux -L bansao kill-session -t "s$screen"
gone() { ! running; }
wait_for gone || fail 'the end of the line does not end the program'

# --- two who edit ------------------------------------------------------------

screen_start "$room/as" clerk -tt "$me@127.0.0.1" bansao ui dossiers
one=$screen
screen_shows 'PL.1'
screen_start "$room/as" clerk -tt "$me@127.0.0.1" bansao ui dossiers
two=$screen
screen_shows 'PL.1'
screen=$one
screen_keys F4
screen_shows 'Edit PL.1'
screen_keys Tab
screen_types ' sửa từ xa'
screen_keys C-s
screen_shows 'Saved: PL.1'
screen=$two
screen_shows 'sửa từ xa'
