package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.PowerState;
import java.util.List;

/// The root resource pool of a host or a cluster: all processors and memory of its hosts.
final class PoolValues {

    private final Value.Ref pool;
    private final List<EsxHost> hosts;

    private PoolValues(Value.Ref pool, List<EsxHost> hosts) {
        this.pool = pool;
        this.hosts = hosts;
    }

    static ManagedObject object(Refs refs, Compute compute, Properties entity) {
        var values = new PoolValues(refs.pool(compute), compute.hosts());
        return new SimpleObject(
                values.pool,
                entity.set("owner", refs.of(compute))
                        .set("summary", values::summary)
                        .set("runtime", values::runtime)
                        .set("config", values::config)
                        .unset("childConfiguration", "namespace", "resourcePool"));
    }

    private long mhz() {
        return hosts.stream()
                .map(host -> host.server().chassis().processors())
                .mapToLong(p -> (long) p.cores() * p.mhz())
                .sum();
    }

    private long memory() {
        return hosts.stream().mapToLong(h -> h.server().chassis().memory().bytes()).sum();
    }

    /// What running VMs have reserved, in MiB.
    private long reserved() {
        return hosts.stream()
                .flatMap(host -> host.vms().stream())
                .filter(vm -> vm.power() == PowerState.POWERED_ON)
                .mapToLong(vm -> vm.config().memory().reservationMib())
                .sum();
    }

    private Value summary() {
        return Value.data("ResourcePoolSummary")
                .set("name", "Resources")
                .set("config", config())
                .set("runtime", runtime())
                .build();
    }

    private Value runtime() {
        return Value.data("ResourcePoolRuntimeInfo")
                .set("memory", usage(memory(), reserved() << 20))
                .set("cpu", usage(mhz(), 0))
                .set("overallStatus", Value.of("ManagedEntityStatus", "green"))
                .build();
    }

    private static Value.Data usage(long all, long used) {
        return Value.data("ResourcePoolResourceUsage")
                .set("reservationUsed", used)
                .set("reservationUsedForVm", used)
                .set("unreservedForPool", all - used)
                .set("unreservedForVm", all - used)
                .set("overallUsage", used)
                .set("maxUsage", all)
                .build();
    }

    private Value config() {
        return Value.data("ResourceConfigSpec")
                .set("entity", pool)
                .set("cpuAllocation", allocation(mhz()))
                .set("memoryAllocation", allocation(memory() >> 20))
                .build();
    }

    private static Value.Data allocation(long all) {
        return Value.data("ResourceAllocationInfo")
                .set("reservation", all)
                .set("expandableReservation", false)
                .set("limit", all)
                .set(
                        "shares",
                        Value.data("SharesInfo")
                                .set("shares", 9000)
                                .set("level", Value.of("SharesLevel", "custom"))
                                .build())
                .build();
    }
}
