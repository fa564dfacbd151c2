package dev.thruway.vsphere.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class XmlSourceTest {

    private static XmlSource source(String xml) {
        return new XmlSource(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    /// The text of the root element.
    private static String text(String inRoot) {
        var source = source("<r>" + inRoot + "</r>");
        source.root();
        return source.text();
    }

    @Test
    void readsEntitiesAndNumbersOfCharacters() {
        assertThat(text("&lt;a&gt; &amp;&quot;&apos; &#65;&#x1F600;")).isEqualTo("<a> &\"' A😀");
    }

    @Test
    void readsCharactersOfAnyLength() {
        assertThat(text("é 日本語 😀")).isEqualTo("é 日本語 😀");
    }

    @Test
    void readsEndsOfLinesAsXmlDoes() {
        assertThat(text("a\r\nb\rc\nd")).isEqualTo("a\nb\nc\nd");
    }

    @Test
    void joinsTextAroundCommentsInstructionsAndElements() {
        assertThat(text("a<!-- x y --><?p q?><![CDATA[<b>&amp;]]]>c<d>e<f/></d>g"))
                .isEqualTo("a<b>&amp;]cg");
    }

    @Test
    void readsAnEmptyElementAsAnEmptyText() {
        var source = source("<r><a/><b x='1' /><c></c></r>");
        source.root();
        for (var name : new String[] {"a", "b", "c"}) {
            assertThat(source.child()).isTrue();
            assertThat(source.name()).isEqualTo(name);
            assertThat(source.text()).isEmpty();
        }
        assertThat(source.child()).isFalse();
    }

    @Test
    void findsATypeByTheInnermostMeaningOfItsPrefix() {
        var xsi = "\"" + XmlSource.XSI + "\"";
        var source =
                source(
                        "<r xmlns:i="
                                + xsi
                                + "><a i:type='x:One'/><a xmlns:i='urn:other' i:type='Two'/>"
                                + "<a type='Three'/></r>");
        source.root();
        assertThat(source.child()).isTrue();
        assertThat(source.xsiType()).isEqualTo("One");
        assertThat(source.referenceType()).isNull();
        source.skip();
        assertThat(source.child()).isTrue();
        assertThat(source.xsiType()).isNull();
        source.skip();
        assertThat(source.child()).isTrue();
        assertThat(source.xsiType()).isNull();
        assertThat(source.referenceType()).isEqualTo("Three");
    }

    @Test
    void readsTheSameHoweverFewBytesComeAtATime() {
        var xml =
                "<?xml version=\"1.0\"?>\n<!-- c --><r><a b=\"&lt;é\" type='x'>é&amp;z</a>"
                        + "<c><![CDATA[q]]></c ><d />\r\n</r>";
        var source = new XmlSource(oneByOne(xml.getBytes(StandardCharsets.UTF_8)));
        source.root();
        assertThat(source.child()).isTrue();
        assertThat(source.referenceType()).isEqualTo("x");
        assertThat(source.text()).isEqualTo("é&z");
        assertThat(source.child()).isTrue();
        assertThat(source.text()).isEqualTo("q");
        assertThat(source.child()).isTrue();
        source.skip();
        assertThat(source.child()).isFalse();
    }

    private static InputStream oneByOne(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] to, int offset, int length) {
                return super.read(to, offset, Math.min(length, 1));
            }
        };
    }

    @Test
    void readsATextThatIsLongerThanTheBuffer() {
        var half = "abcdefg é ".repeat(20_000);

        assertThat(text(half + "&amp;" + half)).isEqualTo(half + "&" + half);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a></b>",
                "<a>",
                "</a>",
                "<a b></a>",
                "<a b=c></a>",
                "<a b='1'c='2'/>",
                "<a b='1' b='2'/>",
                "<a b='<'/>",
                "<a b='&nope;'/>",
                "<p:a/>",
                "<a p:b='1'/>",
                "<1a/>",
                "<a:b:c/>",
                "< a/>",
                "<a/ >",
                "&nope;",
                "&#0;",
                "&#xD800;",
                "&#x110000;",
                "&#99999999;",
                "& ",
                "&amp",
                "\u0001",
                "\uFFFE",
                "<!-- ",
                "<![CDATA[",
                "<!ELEMENT a>",
                "<?p"
            })
    void refusesWhatIsNotXml(String inRoot) {
        assertThatThrownBy(
                        () -> {
                            var source = source("<r>" + inRoot + "</r>");
                            source.root();
                            source.skip();
                        })
                .isInstanceOf(MalformedXml.class);
        assertThatThrownBy(() -> text(inRoot)).isInstanceOf(MalformedXml.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x<r/>", "<![CDATA[x]]><r/>", "</r>", "   "})
    void refusesWhatIsOutsideOfTheRoot(String xml) {
        assertThatThrownBy(() -> source(xml).root()).isInstanceOf(MalformedXml.class);
    }
}
