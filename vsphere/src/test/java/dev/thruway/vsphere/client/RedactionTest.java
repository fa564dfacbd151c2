package dev.thruway.vsphere.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class RedactionTest {

    @Test
    void removesThePasswordOfALogin() {
        var body = "<Login><userName>root</userName><password>canary&amp;1</password></Login>";

        assertThat(Redaction.body("Login", body)).doesNotContain("canary").contains("root");
    }

    @Test
    void removesTheSessionsKeyFromItsAnswerOnly() {
        var answer = "<returnval><key>52f1</key><userName>root</userName></returnval>";

        assertThat(Redaction.body("Login", answer)).doesNotContain("52f1");
        assertThat(Redaction.body("RetrievePropertiesEx", answer)).contains("52f1");
    }

    @Test
    void removesTheKeyOfASessionThatIsReadAsAProperty() {
        var answer =
                "<propSet><name>currentSession</name><val xsi:type=\"UserSession\">"
                        + "<key>canary</key><userName>root</userName></val></propSet>";

        assertThat(Redaction.body("RetrievePropertiesEx", answer))
                .doesNotContain("canary")
                .contains("root");
    }

    @Test
    void removesLicenceKeys() {
        var answer = "<licenseKey>AAAAA-canary</licenseKey><editionKey>eval</editionKey>";

        assertThat(Redaction.body("RetrievePropertiesEx", answer))
                .doesNotContain("canary")
                .contains("eval");
    }

    @Test
    void removesCookiesWhateverTheCaseOfTheHeader() {
        var shown =
                Redaction.headers(
                        Map.of("Set-Cookie", "vmware_soap_session=canary", "Server", "x"));

        assertThat(shown).containsEntry("Server", "x");
        assertThat(shown.toString()).doesNotContain("canary");
    }

    @Test
    void removesWhatAVmHandsToItsGuestAndKeepsOtherKeys() {
        var shown =
                Redaction.body(
                        "RetrievePropertiesEx",
                        "<key>guestinfo.userdata</key><value xsi:type=\"xsd:string\">canary</value>"
                                + "<key>pciPassthru.use64bitMMIO</key><value>TRUE</value>");

        assertThat(shown).doesNotContain("canary").contains("guestinfo.userdata", "TRUE");
    }
}
