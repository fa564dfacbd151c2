package dev.thruway.lab.guest.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.lab.guest.GuestBench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The shell's language; what bash 5.2 answers to the same scripts stands beside them.
class ShellTest {

    private final GuestBench guest = GuestBench.with();

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "echo a; echo b § a b",
                "true && echo yes || echo no § yes",
                "false && echo yes || echo no § no",
                "echo one | cat | wc -l § 1",
                "printf 'b\\na\\n' | sort | head -n 1 § a",
                "x=world; echo \"hello $x\" 'and $x' § hello world and $x",
                "echo $(echo a; echo b) § a b",
                "echo \"$(printf 'a\\nb')\" § a b",
                "echo `echo back` § back",
                "x='a  b'; echo $x; echo \"$x\" § a b a  b",
                "if false; then echo 1; elif true; then echo 2; else echo 3; fi § 2",
                "for i in 1 2 3; do echo $i; done § 1 2 3",
                "for i in a b; do for j in 1 2; do echo $i$j; done; done § a1 a2 b1 b2",
                "i=0; while [ $i -lt 3 ]; do i=$((i + 1)); echo $i; done § 1 2 3",
                "for i in 1 2 3; do [ $i = 2 ] && continue; echo $i; done § 1 3",
                "for i in 1 2 3; do [ $i = 2 ] && break; echo $i; done § 1",
                "case abc in x) echo x;; a*|b*) echo begins;; *) echo other;; esac § begins",
                "case '*' in a) echo a;; '*') echo star;; esac § star",
                "case x in a) echo a;; esac; echo $? § 0",
                "f() { echo \"$1-$#\"; return 3; }; f one two; echo $? § one-2 3",
                "f() { local x=in; echo $x; }; x=out; f; echo $x § in out",
                "set -- a 'b c'; for i in \"$@\"; do echo \"[$i]\"; done § [a] [b c]",
                "set --; echo $#; sh -c 'echo $#' sh \"$@\" § 0 0",
                "set -- a b c; shift; echo $1 $# § b 2",
                "cat <<< 'one line' § one line",
                "echo ${none:-\"the default\"} ${HOME:+set} ${#HOME} § the default set 5",
                "x=linux-image-6.8.0; echo ${x#linux-} ${x%-*} ${x##*-} § image-6.8.0 linux-image"
                        + " 6.8.0",
                "echo $(( 2 * (3 + 4) % 5 )) $((7 / 2)) $((1 < 2 && 2 != 3)) § 4 3 1",
                "(cd /tmp; pwd); pwd § /tmp /root",
                "cd /tmp && pwd § /tmp",
                "{ echo a; echo b; } | wc -l § 2",
                "printf 'x 1\\ny 2\\n' | while read a b; do echo $b$a; done § 1x 2y",
                "! false; echo $? § 0",
                "echo a# b # comment § a# b",
                "echo \"a\\\"b\" a\\ b § a\"b a b",
                "echo /etc/host* § /etc/hostname /etc/hosts",
                "echo '/etc/host*' /nothing/* § /etc/host* /nothing/*",
                "echo ~ § /root",
                "X=1 sh -c 'echo $X'; echo \"[$X]\" § 1 []",
                "export X=2; sh -c 'echo $X' § 2",
                "eval 'echo a'; eval \"x=1\"; echo $x § a 1",
                "trap 'echo bye' EXIT; echo hello; exit 0 § hello bye",
                "false | true; echo $?; set -o pipefail; false | true; echo $? § 0 1",
            })
    void doesWhatBashDoes(String script, String words) {
        // Line ends are compared as blanks, so that a case fits its line.
        assertThat(guest.root(script).out().strip().replace("\n", " ")).as(script).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "nonsense § 127 § bash: line 1: nonsense: command not found",
                "/no/such § 127 § bash: line 1: /no/such: No such file or directory",
                "/etc/hosts § 126 § bash: line 1: /etc/hosts: Permission denied",
                "/etc § 126 § bash: line 1: /etc: Is a directory",
                "cat < /no/such § 1 § bash: line 1: /no/such: No such file or directory",
                "cd /no/such § 1 § bash: line 1: cd: /no/such: No such file or directory",
                "set -u; echo $none; echo more § 127 § bash: line 1: none: unbound variable",
                "echo ${none:?is missing} § 127 § bash: line 1: none: is missing",
                "exit 7 § 7 § ``",
                "false § 1 § ``",
                "sh -c 'exit 4'; § 4 § ``",
                "command -v nonsense § 1 § ``",
            })
    void failsAsBashDoes(String script, int status, String complaint) {
        var ran = guest.root(script);
        assertThat(ran.status()).as(script).isEqualTo(status);
        assertThat(ran.err().strip()).isEqualTo(complaint);
        assertThat(ran.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "set -e; echo 1; false; echo 2 § 1",
                "set -e; if false; then :; fi; false || true; echo 1 § 1",
                "set -e; false && true; echo 1 § 1",
                "set -e; x=$(false); echo 1 § ''",
                "set -e; (exit 3); echo 1 § ''",
                "set -e; f() { false; echo in; }; f; echo out § ''",
                "set -euo pipefail; false | true; echo 1 § ''",
                "set -e; set +e; false; echo 1 § 1",
            })
    void endsAtTheFirstFailureWhereAskedTo(String script, String out) {
        assertThat(guest.root(script).out().strip()).as(script).isEqualTo(out);
    }

    @Test
    void readsHereDocuments() {
        assertThat(guest.root("cat <<END\na $((1 + 1)) $USER\nEND\necho after").out())
                .isEqualTo("a 2 root\nafter\n");
        assertThat(guest.root("cat <<'END' | tr a-z A-Z\n$HOME\nEND\n").out()).isEqualTo("$HOME\n");
        assertThat(guest.root("cat <<-END\n\tindented\n\tEND\n").out()).isEqualTo("indented\n");
    }

    @Test
    void keepsTheTwoOutputsApartAndJoinsThemOnRequest() {
        var apart = guest.root("echo out; echo err >&2");
        assertThat(apart.out()).isEqualTo("out\n");
        assertThat(apart.err()).isEqualTo("err\n");
        assertThat(guest.root("ls /no/such 2>&1").out()).contains("cannot access");
        assertThat(guest.root("ls /no/such 2>/dev/null").err()).isEmpty();
        guest.root("{ echo out; echo err >&2; } &> /tmp/both").ok();
        assertThat(guest.root("cat /tmp/both").out()).isEqualTo("out\nerr\n");
    }

    @Test
    void writesAndAppendsToFiles() {
        guest.root("echo 1 > /tmp/f; echo 2 >> /tmp/f; echo 3 >> /tmp/f").ok();
        assertThat(guest.root("cat /tmp/f").out()).isEqualTo("1\n2\n3\n");
        guest.root("echo 4 > /tmp/f").ok();
        assertThat(guest.root("cat < /tmp/f").out()).isEqualTo("4\n");
    }

    @Test
    void anOrdinaryUserMayNotWriteWhereHeMayNot() {
        var ran = guest.user("echo x > /etc/motd");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).isEqualTo("bash: line 1: /etc/motd: Permission denied\n");
        assertThat(guest.user("cat /etc/shadow").err())
                .isEqualTo("cat: /etc/shadow: Permission denied\n");
        assertThat(guest.user("cd /root").err())
                .isEqualTo("bash: line 1: cd: /root: Permission denied\n");
        assertThat(guest.user("cd /tmp && echo x > mine && cat mine").out()).isEqualTo("x\n");
    }

    @Test
    void passesItsInputOn() {
        assertThat(guest.root("cat > /tmp/in; wc -c < /tmp/in", "12345").out().strip())
                .isEqualTo("5");
        assertThat(guest.root("read x; echo \"[$x]\"; cat", "one\ntwo\n").out())
                .isEqualTo("[one]\ntwo\n");
    }

    @Test
    void runsScriptsWithTheirArguments() {
        guest.root("printf '#!/bin/sh\\necho \"$0 $1 $#\"\\nexit 5' > /tmp/s; chmod +x /tmp/s")
                .ok();
        var ran = guest.root("/tmp/s 'a b' c");
        assertThat(ran.out()).isEqualTo("/tmp/s a b 2\n");
        assertThat(ran.status()).isEqualTo(5);
        guest.root("printf '#!/usr/bin/env bash\\necho env' > /tmp/e; chmod +x /tmp/e").ok();
        assertThat(guest.root("/tmp/e").out()).isEqualTo("env\n");
        guest.root("printf '#!/bin/sh' > /tmp/empty; chmod +x /tmp/empty").ok();
        assertThat(guest.root("/tmp/empty").status()).isZero();
        guest.root("printf '#!/usr/bin/python3\\n' > /tmp/p; chmod +x /tmp/p").ok();
        assertThat(guest.root("/tmp/p").status()).isEqualTo(127);
    }

    @ParameterizedTest
    @ValueSource(strings = {"if true", "echo 'a", "a | | b", "( echo", "fi", "echo $(a"})
    void refusesWhatIsNoScript(String script) {
        var ran = guest.root(script);
        assertThat(ran.status()).as(script).isEqualTo(2);
        assertThat(ran.err()).contains("yntax error");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void endlessRecursionAndLoopsEnd() {
        assertThat(guest.root("f() { f; }; f").status()).isEqualTo(1);
        assertThat(guest.root("while true; do :; done").status()).isEqualTo(1);
    }
}
