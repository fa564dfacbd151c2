package dev.thruway.engine.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DatacenterTest {

    private static final Inventory.Entry TOKYO = entry("Datacenter", "/host/tokyo");
    private static final Inventory.Entry OSAKA = entry("Datacenter", "/osaka");

    private static Inventory.Entry entry(String type, String path) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        return new Inventory.Entry(
                new ManagedObjectReference(type, name), name, path, Optional.empty());
    }

    private static Datacenter of(String host, Inventory.Entry... datacenters) {
        return Datacenter.of(entry("HostSystem", host), List.of(datacenters));
    }

    @Test
    void isTheOneThatTheHostLiesInWhateverTheFoldersAboveAreCalled() {
        assertThat(of("/host/tokyo/host/ai/esxi01", OSAKA, TOKYO))
                .isEqualTo(new Datacenter("host/tokyo", TOKYO.ref()));
        assertThat(of("/osaka/host/esxi02", OSAKA, TOKYO))
                .isEqualTo(new Datacenter("osaka", OSAKA.ref()));
    }

    @Test
    void isWhatThePathSaysWhereTheLoginMayNotSeeIt() {
        assertThat(of("/osaka/host/esxi02")).isEqualTo(new Datacenter("osaka", null));
        assertThat(of("/esxi02")).isEqualTo(new Datacenter("ha-datacenter", null));
    }
}
