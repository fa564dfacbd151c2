package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.PowerState;

/// The host's one resource pool: all of its processors and memory.
final class PoolValues {

    private final EsxHost host;

    private PoolValues(EsxHost host) {
        this.host = host;
    }

    static ManagedObject object(EsxHost host, Properties entity) {
        var values = new PoolValues(host);
        return new SimpleObject(
                Refs.ROOT_POOL,
                entity.set("owner", Refs.COMPUTE_RESOURCE)
                        .set("summary", values::summary)
                        .set("runtime", values::runtime)
                        .set("config", values::config)
                        .unset("resourcePool", "childConfiguration"));
    }

    private long mhz() {
        var processors = host.server().chassis().processors();
        return (long) processors.cores() * processors.mhz();
    }

    private long memory() {
        return host.server().chassis().memory().bytes();
    }

    /// What running VMs have reserved, in MiB.
    private long reserved() {
        return host.vms().stream()
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
                .set("entity", Refs.ROOT_POOL)
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
