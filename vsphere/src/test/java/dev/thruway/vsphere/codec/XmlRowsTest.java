package dev.thruway.vsphere.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class XmlRowsTest {

    @Test
    void readsATableRowByRow() {
        var rows =
                XmlRows.parse(
                        """
                        <obj xmlns="urn:vim25"><DataObject><Address>a</Address><PhysicalSlot>3\
                        </PhysicalSlot></DataObject><DataObject><Address>b</Address>\
                        </DataObject></obj>\
                        """);

        assertThat(rows)
                .containsExactly(
                        Map.of("Address", "a", "PhysicalSlot", "3"), Map.of("Address", "b"));
    }

    @Test
    void readsASingleTextAsOneRow() {
        assertThat(XmlRows.parse("<obj>65f0c1a2</obj>"))
                .containsExactly(Map.of(XmlRows.VALUE, "65f0c1a2"));
    }

    @Test
    void readsASingleObjectAsOneRow() {
        assertThat(XmlRows.parse("<obj><a>1</a><b>2</b></obj>"))
                .containsExactly(Map.of("a", "1", "b", "2"));
    }
}
