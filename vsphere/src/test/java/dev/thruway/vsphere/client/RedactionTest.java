package dev.thruway.vsphere.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class RedactionTest {

    private final Redaction redaction = new Redaction();

    @Test
    void removesThePasswordOfALogin() {
        var body = "<Login><userName>root</userName><password>canary&amp;1</password></Login>";

        assertThat(redaction.body("Login", body)).doesNotContain("canary").contains("root");
    }

    @Test
    void removesTheSessionsKeyFromItsAnswerOnly() {
        var answer = "<returnval><key>52f1</key><userName>root</userName></returnval>";

        assertThat(redaction.body("Login", answer)).doesNotContain("52f1");
        assertThat(redaction.body("RetrievePropertiesEx", answer)).contains("52f1");
    }

    @Test
    void removesTheKeyOfASessionThatIsReadAsAProperty() {
        var answer =
                "<propSet><name>currentSession</name><val xsi:type=\"UserSession\">"
                        + "<key>canary</key><userName>root</userName></val></propSet>";

        assertThat(redaction.body("RetrievePropertiesEx", answer))
                .doesNotContain("canary")
                .contains("root");
    }

    @Test
    void removesLicenceKeys() {
        var answer = "<licenseKey>AAAAA-canary</licenseKey><editionKey>eval</editionKey>";

        assertThat(redaction.body("RetrievePropertiesEx", answer))
                .doesNotContain("canary")
                .contains("eval");
    }

    @Test
    void removesCookiesWhateverTheCaseOfTheHeader() {
        var shown =
                redaction.headers(
                        Map.of("Set-Cookie", "vmware_soap_session=canary", "Server", "x"));

        assertThat(shown).containsEntry("Server", "x");
        assertThat(shown.toString()).doesNotContain("canary");
    }

    @Test
    void removesWhatAVmHandsToItsGuestAndKeepsOtherKeys() {
        var shown =
                redaction.body(
                        "RetrievePropertiesEx",
                        "<key>guestinfo.userdata</key><value xsi:type=\"xsd:string\">canary</value>"
                                + "<key>pciPassthru.use64bitMMIO</key><value>TRUE</value>");

        assertThat(shown).doesNotContain("canary").contains("guestinfo.userdata", "TRUE");
    }

    @Test
    void removesWhatAVmHandsToItsGuestFromAFileOfSettings() {
        var shown =
                redaction.body(
                        "GET [ds] a/a.vmx", "guestinfo.userdata = \"canary\"\nmemSize = \"1\"\n");

        assertThat(shown).doesNotContain("canary").contains("guestinfo.userdata", "memSize");
    }

    @Test
    void removesAnEchoedSecretAsXmlWritesIt() {
        redaction.hide("a&b\"<'canary");

        assertThat(redaction.body("X", "<faultstring>no a&amp;b\"&lt;'canary</faultstring>"))
                .isEqualTo("<faultstring>no (removed)</faultstring>");
        assertThat(redaction.text("says a&amp;b&quot;&lt;&apos;canary")).doesNotContain("canary");
        assertThat(redaction.text("says a&amp;b&quot;&lt;'canary")).doesNotContain("canary");
        assertThat(redaction.text("says a&b\"<'canary")).doesNotContain("canary");
    }

    @Test
    void leavesTheNamesOfElementsThatAShortSecretIsAPartOf() {
        redaction.hide("pass");

        assertThat(
                        redaction.body(
                                "Login ha-sessionmgr",
                                "<?xml version=\"1.0\"?><Login><userName>a pass b</userName>"
                                        + "<password>pass</password></Login>"))
                .isEqualTo(
                        "<?xml version=\"1.0\"?><Login><userName>a (removed) b</userName>"
                                + "<password>(removed)</password></Login>");
    }
}
