package dev.thruway.lab.esxi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.lab.esxi.wire.Value;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// How answers look, beside what they say: as the recordings of a real vCenter 8.0.3 look, which
/// the tests of interop compare where they are at hand.
class AnswerShapesTest {

    private final Soap soap = Soap.loggedIn();

    private String fetch(String property) {
        return soap.call("Fetch", "HostSystem", "ha-host", "<prop>" + property + "</prop>");
    }

    @Test
    void anArrayWithoutElementsIsAnEmptyArray() {
        assertThat(fetch("tag")).contains("<returnval xsi:type=\"ArrayOfTag\"></returnval>");
        assertThat(fetch("recentTask"))
                .contains("<returnval xsi:type=\"ArrayOfManagedObjectReference\"></returnval>");
    }

    @Test
    void theElementsOfAnArrayOfAnyTypeSayTheirTypes() {
        assertThat(fetch("vm"))
                .contains(
                        "<ManagedObjectReference xsi:type=\"ManagedObjectReference\""
                                + " type=\"VirtualMachine\">");
        assertThat(fetch("effectiveRole")).contains("<int xsi:type=\"xsd:int\">-1</int>");
    }

    @Test
    void aTimeHasSixDigitsOfASecondAtMost() {
        var time = Instant.parse("2024-04-12T07:00:00.123456789Z");
        assertThat(Value.time(time).text()).isEqualTo("2024-04-12T07:00:00.123456Z");
    }

    @Test
    void anEventHasWhatItsTypeRequires() {
        soap.task(
                "ReconfigVM_Task",
                "VirtualMachine",
                "1",
                "<spec><annotation>a</annotation></spec>");
        var events = soap.call("QueryEvents", "EventManager", "ha-eventmgr", "<filter/>");
        assertThat(events)
                .contains("<configSpec></configSpec>")
                .contains("<ipAddress>127.0.0.1</ipAddress>", "<locale>en</locale>");
    }

    @Test
    void waitsForUpdatesWithoutOptionsToo() {
        soap.call(
                "CreateFilter",
                "PropertyCollector",
                "ha-property-collector",
                "<spec>"
                        + Soap.spec("HostSystem", "name", "<obj type=\"HostSystem\">ha-host</obj>")
                        + "</spec><partialUpdates>false</partialUpdates>");
        var first =
                soap.call(
                        "WaitForUpdates",
                        "PropertyCollector",
                        "ha-property-collector",
                        "<version></version>");
        assertThat(first).contains("<kind>enter</kind>", "<WaitForUpdatesResponse ");
    }
}
