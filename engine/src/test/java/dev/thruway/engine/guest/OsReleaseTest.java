package dev.thruway.engine.guest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OsReleaseTest {

    @Test
    void readsUbuntu() {
        var text =
                """
                PRETTY_NAME="Ubuntu 24.04.1 LTS"
                NAME="Ubuntu"
                VERSION_ID="24.04"
                VERSION="24.04.1 LTS (Noble Numbat)"
                ID=ubuntu
                ID_LIKE=debian
                """;

        assertThat(OsRelease.parse(text)).isEqualTo(new OsRelease("ubuntu", "24.04"));
    }

    @Test
    void readsQuotesOfBothKindsCommentsAndLineEndsOfWindows() {
        var text = "# ID=wrong\r\n\r\nID='rhel'\r\nVERSION_ID=\"9.4\"\r\nID_LIKE=\"fedora\"\r\n";

        assertThat(OsRelease.parse(text)).isEqualTo(new OsRelease("rhel", "9.4"));
    }

    @Test
    void theLastOfTwoCounts() {
        assertThat(OsRelease.parse("ID=a\nID=b\n")).isEqualTo(new OsRelease("b", ""));
    }

    @Test
    void garbageSaysNothing() {
        assertThat(OsRelease.parse("\0=\n=\nID\n\"")).isEqualTo(new OsRelease("", ""));
        assertThat(OsRelease.parse("ID=\"\nVERSION_ID='")).isEqualTo(new OsRelease("\"", "'"));
    }
}
