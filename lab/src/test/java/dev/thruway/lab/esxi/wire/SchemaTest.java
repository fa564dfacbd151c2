package dev.thruway.lab.esxi.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SchemaTest {

    @Test
    void putsFieldsIntoTheOrderOfTheWireThoseOfTheBaseFirst() {
        var device =
                Value.data("VirtualPCIPassthroughDeviceBackingInfo")
                        .set("vendorId", Value.shorter(0x10de))
                        .set("id", "0000:41:00.0")
                        .set("deviceName", "L40S")
                        .build();
        assertThat(device.fields())
                .extracting(Value.Field::name)
                .containsExactly("deviceName", "id", "vendorId");
    }

    @Test
    void refusesAFieldThatTheApiVersionDoesNotHave() {
        assertThatThrownBy(
                        () -> Value.data("HostPciDevice").set("slotDescription", "Slot 3").build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void escapesWhatXmlCannotHold() {
        assertThat(XmlText.alone("a", "", "<&>\"\u0001\ud83d\ude00"))
                .isEqualTo("<a>&lt;&amp;&gt;&quot;\ud83d\ude00</a>");
    }
}
