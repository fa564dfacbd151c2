package dev.thruway.vsphere.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.thruway.vsphere.vim.RetrieveResult;
import dev.thruway.vsphere.vim.UserSession;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever bytes arrive, they become an answer or [MalformedXml], and nothing else.
final class HostileXmlTest {

    private static final String ANSWER =
            envelope(
                    """
                    <r><returnval><objects><obj type="HostSystem">h</obj><propSet><name>a</name>\
                    <val xsi:type="ArrayOfHostPciPassthruInfo"><HostPciPassthruInfo><id>1</id>\
                    <passthruEnabled>true</passthruEnabled><passthruCapable>1</passthruCapable>\
                    <passthruActive>0</passthruActive></HostPciPassthruInfo></val></propSet>\
                    <propSet><name>b</name><val xsi:type="TaskInfo"><key>k</key>\
                    <task type="Task">t</task><state>running</state><progress>7</progress>\
                    <queueTime>2026-01-02T03:04:05.12345Z</queueTime></val></propSet>\
                    </objects></returnval></r>\
                    """);

    private static String envelope(String body) {
        return "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><e:Body>"
                + body
                + "</e:Body></e:Envelope>";
    }

    private static SoapAnswer<RetrieveResult> decode(byte[] bytes) {
        return SoapAnswer.decode(new ByteArrayInputStream(bytes), RetrieveResult.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void refusesAnAnswerThatIsCutOffAtAnyByte() {
        var whole = bytes(ANSWER);
        int body = ANSWER.indexOf("</r>");
        for (int length = 0; length < body; length++) {
            var part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> decode(part))
                    .as("the first %d bytes", length)
                    .isInstanceOf(MalformedXml.class)
                    .hasMessageNotContaining("\n");
        }
        assertThat(decode(whole)).isInstanceOf(SoapAnswer.Returned.class);
    }

    @Test
    void neverFailsInAnotherWayWhateverBytesAreChanged() {
        var random = new SplittableRandom(20261124);
        int refused = 0;
        for (int run = 0; run < 20_000; run++) {
            var bytes = bytes(ANSWER);
            int changes = 1 + random.nextInt(3);
            for (int i = 0; i < changes; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                decode(bytes);
            } catch (MalformedXml e) {
                refused++;
            } catch (RuntimeException e) {
                fail("run " + run + ": " + new String(bytes, StandardCharsets.ISO_8859_1), e);
            }
        }
        assertThat(refused).as("a test that changes nothing proves nothing").isGreaterThan(1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a><a/>",
                "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
                "<!DOCTYPE a [<!ENTITY x \"xx\"><!ENTITY y \"&x;&x;\">]><a>&y;</a>",
                "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/\"> %p;]><a/>"
            })
    void refusesADocumentType(String text) {
        assertThatThrownBy(() -> decode(bytes(text))).isInstanceOf(MalformedXml.class);
    }

    @Test
    void refusesNestingAndAttributesWithoutEnd() {
        assertThatThrownBy(() -> decode(bytes(envelope("<r>" + "<a>".repeat(100_000)))))
                .isInstanceOf(MalformedXml.class);
        var attributes = new StringBuilder("<r");
        for (int i = 0; i < 100_000; i++) {
            attributes.append(" a").append(i).append("=\"\"");
        }
        assertThatThrownBy(() -> decode(bytes(envelope(attributes + "/>"))))
                .isInstanceOf(MalformedXml.class);
    }

    @Test
    void refusesATextThatIsLongerThanAnyValue() {
        var text = "x".repeat((16 << 20) + 1);
        var answer = envelope("<r><returnval><token>" + text + "</token></returnval></r>");

        assertThatThrownBy(() -> decode(bytes(answer)))
                .isInstanceOf(MalformedXml.class)
                .hasMessageContaining("Text size limit");
    }

    /// What the parser itself would gather without end.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                "<Envelope ",
                "<Envelope a='",
                "<Envelope>",
                "<Envelope><!--",
                "<Envelope><![CDATA[",
                "<Envelope><?x ",
                "<Envelope></"
            })
    void refusesWhatNeverEnds(String beginning) {
        var endless =
                new SequenceInputStream(
                        new ByteArrayInputStream(bytes(beginning)),
                        new InputStream() {
                            @Override
                            public int read() {
                                return 'x';
                            }

                            @Override
                            public int read(byte[] buffer, int offset, int length) {
                                Arrays.fill(buffer, offset, offset + length, (byte) 'x');
                                return length;
                            }
                        });
        assertThatThrownBy(() -> SoapAnswer.decode(endless, RetrieveResult.class))
                .isInstanceOf(MalformedXml.class);
    }

    /// esxcli's answers are XML in a text: a "&lt;" for each tag.
    @Test
    void readsATextWithVeryManyEscapedCharacters() {
        var text = "&lt;a&gt;".repeat(150_000);
        var answer = envelope("<r><returnval><token>" + text + "</token></returnval></r>");

        var decoded = (SoapAnswer.Returned<RetrieveResult>) decode(bytes(answer));
        assertThat(decoded.values().getFirst().token()).isEqualTo("<a>".repeat(150_000));
    }

    @Test
    void refusesBytesThatAreNoCharacters() {
        var bytes = bytes(ANSWER);
        bytes[ANSWER.indexOf(">h<") + 1] = (byte) 0xFF;

        assertThatThrownBy(() -> decode(bytes)).isInstanceOf(MalformedXml.class);
    }

    @Test
    void refusesADataObjectWithoutWhatItsSchemaRequires() {
        var answer = envelope("<r><returnval><key>k</key></returnval></r>");

        assertThatThrownBy(() ->
                        SoapAnswer.decode(
                                new ByteArrayInputStream(bytes(answer)), UserSession.class))
                .isInstanceOf(MalformedXml.class)
                .hasMessageContaining("UserSession without userName");
    }

    @Test
    void refusesAReferenceThatNamesNothing() {
        for (var reference : new String[] {"<obj>h</obj>", "<obj type=\" \">h</obj>"}) {
            var answer =
                    envelope("<r><returnval><objects>" + reference + "</objects></returnval></r>");
            assertThatThrownBy(() -> decode(bytes(answer))).isInstanceOf(MalformedXml.class);
        }
    }

    @Test
    void aConnectionThatBreaksIsNotTakenForABadAnswer() {
        var broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("reset");
                    }

                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        throw new IOException("reset");
                    }
                };
        var start = new ByteArrayInputStream(bytes(ANSWER), 0, 200);

        assertThatThrownBy(() ->
                        SoapAnswer.decode(
                                new SequenceInputStream(start, broken), RetrieveResult.class))
                .isInstanceOf(UncheckedIOException.class);
    }
}
