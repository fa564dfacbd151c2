package dev.thruway.interop.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// curl against the lab's ESXi: envelopes written by hand, files, and what is no request at all.
class CurlEsxiIT {

    @TempDir Path folder;
    private LabServer lab;
    private Curl curl;

    @BeforeEach
    void start() throws Exception {
        curl = Curl.in(folder);
        lab = LabServer.start("seed");
    }

    @AfterEach
    void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    private String url(String path) {
        return lab.esxi().url() + path;
    }

    private String jar() {
        return folder.resolve("cookies").toString();
    }

    private Curl.Answer soap(String method, String type, String id, String arguments)
            throws Exception {
        var body =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
                  <soapenv:Body>
                    <%1$s xmlns="urn:vim25"><_this type="%2$s">%3$s</_this>%4$s</%1$s>
                  </soapenv:Body>
                </soapenv:Envelope>
                """
                        .formatted(method, type, id, arguments);
        return curl.request(
                "-b",
                jar(),
                "-c",
                jar(),
                "-H",
                "Content-Type: text/xml; charset=\"utf-8\"",
                "-H",
                "SOAPAction: \"urn:vim25/8.0.2.0\"",
                "--data-binary",
                body,
                url("/sdk"));
    }

    private Curl.Answer login(String password) throws Exception {
        return soap(
                "Login",
                "SessionManager",
                "ha-sessionmgr",
                "<userName>root</userName><password>%s</password>".formatted(password));
    }

    private Curl.Answer vmName() throws Exception {
        return soap("Fetch", "VirtualMachine", "1", "<prop>name</prop>");
    }

    @Test
    void anybodyMayAskForTheServiceContent() throws Exception {
        var answer = soap("RetrieveServiceContent", "ServiceInstance", "ServiceInstance", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsIgnoringCase("content-type: text/xml");
        assertThat(answer.body())
                .contains("<RetrieveServiceContentResponse xmlns=\"urn:vim25\"><returnval>")
                .contains("<rootFolder type=\"Folder\">ha-folder-root</rootFolder>")
                .contains("<apiType>HostAgent</apiType>");
        assertThat(answer.headers()).doesNotContainIgnoringCase("set-cookie");
    }

    @Test
    void withoutASessionACallIsAFaultWithStatus500() throws Exception {
        var answer = vmName();
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body())
                .contains("<faultcode>ServerFaultCode</faultcode>")
                .contains("<faultstring>The session is not authenticated.</faultstring>")
                .contains("<NotAuthenticatedFault xmlns=\"urn:vim25\"")
                .contains("xsi:type=\"NotAuthenticated\"")
                .contains("<object type=\"VirtualMachine\">1</object>");
    }

    @Test
    void aSessionLastsFromLoginToLogout() throws Exception {
        assertThat(login("wrong").body()).contains("InvalidLoginFault");
        assertThat(vmName().status()).isEqualTo(500);
        var answer = login(lab.esxi().password());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .containsPattern(
                        Pattern.compile(
                                "set-cookie: vmware_soap_session=\"[0-9a-f]{40}\"; Path=/;"
                                        + " HttpOnly; Secure",
                                Pattern.CASE_INSENSITIVE));
        assertThat(answer.body()).containsPattern("<userAgent>curl/[0-9.]+");
        assertThat(vmName().body())
                .contains("<returnval xsi:type=\"xsd:string\">gpu02</returnval>");
        assertThat(soap("Logout", "SessionManager", "ha-sessionmgr", "").status()).isEqualTo(200);
        assertThat(vmName().body()).contains("NotAuthenticatedFault");
    }

    @Test
    void anUnknownMethodAndAnUnknownObjectAreFaultsOfTheirOwn() throws Exception {
        login(lab.esxi().password());
        assertThat(soap("MakeCoffee", "VirtualMachine", "1", "").body())
                .contains("MethodNotFoundFault");
        assertThat(soap("PowerOnVM_Task", "VirtualMachine", "99", "").body())
                .contains("ManagedObjectNotFoundFault", "has already been deleted");
        assertThat(soap("Fetch", "VirtualMachine", "1", "<prop>color</prop>").body())
                .contains("InvalidPropertyFault", "<name>color</name>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "<a/>",
                "<a>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
                "{\"json\": true}"
            })
    void whatIsNoEnvelopeIsAnsweredByAFault(String body) throws Exception {
        var answer = curl.request("--data-binary", body, url("/sdk"));
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body())
                .contains("<soapenv:Fault><faultcode>ServerFaultCode</faultcode>")
                .contains("<InvalidRequestFault xmlns=\"urn:vim25\"")
                .doesNotContain("root:");
    }

    @Test
    void tellsItsApiVersionsAndGreetsABrowser() throws Exception {
        var versions = curl.request(url("/sdk/vimServiceVersions.xml"));
        assertThat(versions.status()).isEqualTo(200);
        assertThat(versions.body())
                .contains("<name>urn:vim25</name>", "<version>8.0.2.0</version>");
        var page = curl.request(url("/"));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("<title>VMware ESXi 8.0.2</title>");
        assertThat(curl.request(url("/no/such/page")).status()).isEqualTo(404);
        assertThat(curl.request(url("/sdk")).status()).isEqualTo(405);
    }

    @Test
    void filesAreForThoseWhoLogIn() throws Exception {
        var file = url("/folder/gpu02/gpu02.vmx?dcPath=ha-datacenter&dsName=datastore1");
        var nobody = curl.request(file);
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.headers()).containsIgnoringCase("www-authenticate: Basic realm=");
        assertThat(nobody.body()).isEmpty();
        assertThat(curl.request("-u", "root:wrong", file).status()).isEqualTo(401);
        assertThat(curl.request("-u", login(), file).body()).contains("displayName = \"gpu02\"");
        login(lab.esxi().password());
        assertThat(curl.request("-b", jar(), file).body()).contains("displayName = \"gpu02\"");
    }

    private String login() {
        return lab.esxi().username() + ":" + lab.esxi().password();
    }

    @Test
    void givesAFileInPartsAndTellsItsLength() throws Exception {
        var file = url("/folder/gpu02/gpu02.vmx?dcPath=ha-datacenter&dsName=datastore1");
        var whole = curl.request("-u", login(), file).body();
        var head = curl.request("-u", login(), "-I", file);
        assertThat(head.headers()).containsIgnoringCase("content-length: " + whole.length());
        var part = curl.request("-u", login(), "-r", "10-19", file);
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(whole.substring(10, 20));
        assertThat(part.headers())
                .containsIgnoringCase("content-range: bytes 10-19/" + whole.length());
        assertThat(curl.request("-u", login(), "-r", "99999-", file).status()).isEqualTo(416);
    }

    @Test
    void listsFoldersDownToTheFiles() throws Exception {
        assertThat(curl.request("-u", login(), url("/folder")).body())
                .contains("/folder?dcPath=ha-datacenter\"");
        assertThat(curl.request("-u", login(), url("/folder?dcPath=ha-datacenter")).body())
                .contains(">datastore1</a>");
        var below = "/folder/gpu02?dcPath=ha-datacenter&dsName=datastore1";
        assertThat(curl.request("-u", login(), url(below)).body())
                .contains(">gpu02.vmx</a>", ">gpu02.vmdk</a>");
        var nowhere = "/folder/gpu03?dcPath=ha-datacenter&dsName=datastore1";
        assertThat(curl.request("-u", login(), url(nowhere)).status()).isEqualTo(404);
    }
}
