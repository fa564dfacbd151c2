package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.DataBuilder;
import dev.thruway.lab.esxi.wire.Element;
import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.esxi.wire.Value.Ref;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.LabEvent;
import dev.thruway.lab.world.Subject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// `EventManager`: what happened on the host, by entity, type and time.
record EventManagerObject(Realm realm) implements ManagedObject {

    /// The server's own limit of one answer.
    private static final int MAX_EVENTS = 1000;

    @Override
    public Ref ref() {
        return realm.refs().the(Fixed.EVENT_MANAGER);
    }

    @Override
    public Map<String, Supplier<Value>> properties() {
        return new Properties()
                .set("latestEvent", this::latest)
                .set("maxCollector", Value.integer(100))
                .set("description", EventKinds.description())
                .map();
    }

    private Value latest() {
        var all = realm.events().all();
        return all.isEmpty() ? Value.nothing() : event(realm, all.getLast()).saying();
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of(
                "QueryEvents",
                call -> eventsOf(realm, selected(filter(call))),
                "CreateCollectorForEvents",
                this::createCollector);
    }

    private static Element filter(Call call) {
        return call.arguments()
                .child("filter")
                .orElseThrow(() -> VimFault.invalidArgument("filter"));
    }

    private Value createCollector(Call call) {
        var filter = filter(call);
        var collector =
                new EventCollectorObject(
                        realm,
                        call.session().newRef("EventHistoryCollector"),
                        () -> selected(filter));
        return call.session().add(collector).ref();
    }

    /// The events that a filter lets through, the oldest first.
    private List<LabEvent> selected(Element filter) {
        var entity = filter.child("entity").flatMap(e -> e.ref("entity"));
        var types = filter.values("eventTypeId");
        var more = filter.values("type");
        var begin = time(filter, "beginTime");
        var end = time(filter, "endTime");
        int max = filter.number("maxCount").map(Long::intValue).orElse(MAX_EVENTS);
        var events =
                realm.events().all().stream()
                        .filter(e -> entity.isEmpty() || about(e, entity.get()))
                        .filter(e -> (types.isEmpty() && more.isEmpty()) || named(e, types, more))
                        .filter(e -> begin.filter(t -> e.created().isBefore(t)).isEmpty())
                        .filter(e -> end.filter(t -> e.created().isAfter(t)).isEmpty())
                        .toList();
        int limit = Math.min(Math.max(1, max), MAX_EVENTS);
        return events.subList(Math.max(0, events.size() - limit), events.size());
    }

    private static boolean named(LabEvent event, List<String> ids, List<String> types) {
        return types.contains(event.type())
                || ids.contains(event.type())
                || ids.contains("vim.event." + event.type());
    }

    /// An event of a VM is one of everything above the VM too, its host first.
    private boolean about(LabEvent event, Ref entity) {
        return switch (entity.kind()) {
            case "VirtualMachine" -> event.vm().filter(vm -> entity.equals(ref(vm))).isPresent();
            case "HostSystem" ->
                    event.host().filter(h -> entity.equals(realm.refs().of(h))).isPresent();
            case "ComputeResource", "ClusterComputeResource", "ResourcePool" ->
                    event.host()
                            .map(realm::computeOf)
                            .filter(c ->
                                    entity.equals(realm.refs().of(c))
                                            || entity.equals(realm.refs().pool(c)))
                            .isPresent();
            case "Datacenter" ->
                    event.host()
                            .map(realm::datacenterOf)
                            .filter(d -> !entity.equals(realm.refs().of(d)))
                            .isEmpty();
            default -> true;
        };
    }

    private Ref ref(Subject subject) {
        return realm.refs().of(subject.entity());
    }

    private static Optional<Instant> time(Element filter, String name) {
        return filter.child("time")
                .flatMap(t -> t.value(name))
                .map(text -> OffsetDateTime.parse(text.strip()).toInstant());
    }

    static Value.Many eventsOf(Realm realm, List<LabEvent> events) {
        return Value.array("Event", events.stream().map(e -> event(realm, e).saying()).toList());
    }

    static Value.Data event(Realm realm, LabEvent event) {
        var refs = realm.refs();
        var datacenter =
                event.host().map(realm::datacenterOf).orElseGet(realm.datacenters()::getFirst);
        var data =
                Value.data(event.type())
                        .set("key", event.key())
                        .set("chainId", event.chainId())
                        .set("createdTime", event.created())
                        .set("userName", event.user())
                        .set(
                                "datacenter",
                                argument("DatacenterEventArgument", datacenter.name())
                                        .set("datacenter", refs.of(datacenter))
                                        .build());
        event.host()
                .ifPresent(host -> {
                    var compute = realm.computeOf(host);
                    data.set(
                                    "computeResource",
                                    argument("ComputeResourceEventArgument", compute.name())
                                            .set("computeResource", refs.of(compute))
                                            .build())
                            .set("host", host(realm, host));
                });
        event.vm()
                .ifPresent(vm ->
                        data.set(
                                "vm",
                                argument("VmEventArgument", vm.name())
                                        .set("vm", refs.of(vm.entity()))
                                        .build()));
        data.set("fullFormattedMessage", event.fullMessage());
        if (event.vm().isPresent()) {
            data.set("template", false);
        }
        unkept(data, event.type());
        event.detail()
                .ifPresent(detail -> {
                    switch (detail) {
                        case LabEvent.Detail.Text(var text) -> text(data, event.type(), text);
                        case LabEvent.Detail.Source(var source) ->
                                data.set("sourceHost", host(realm, source));
                    }
                });
        return data.build();
    }

    private static Value.Data host(Realm realm, EsxHost host) {
        return argument("HostEventArgument", host.name())
                .set("host", realm.refs().of(host))
                .build();
    }

    /// What events of some types must have, and this host does not keep: what a VM was told, and
    /// from where and in which language somebody logged in.
    private static void unkept(DataBuilder data, String type) {
        switch (type) {
            case "VmReconfiguredEvent" ->
                    data.set("configSpec", Value.data("VirtualMachineConfigSpec").build());
            case "UserLoginSessionEvent" ->
                    data.set("ipAddress", "127.0.0.1").set("locale", "en").set("sessionId", "");
            default -> {}
        }
    }

    private static void text(DataBuilder data, String type, String text) {
        switch (type) {
            case "VmMessageErrorEvent" ->
                    data.set("message", text)
                            .set(
                                    "messageInfo",
                                    Value.array(
                                            "VirtualMachineMessage",
                                            List.of(
                                                    Value.data("VirtualMachineMessage")
                                                            .set("id", "msg.lab.mmio")
                                                            .set("text", text)
                                                            .build())));
            case "VmFailedToPowerOnEvent" ->
                    data.set(
                            "reason",
                            Value.data("LocalizedMethodFault")
                                    .set(
                                            "fault",
                                            Value.data("GenericVmConfigFault")
                                                    .set("reason", text)
                                                    .build())
                                    .set("localizedMessage", text)
                                    .build());
            default -> {}
        }
    }

    private static DataBuilder argument(String type, String name) {
        return Value.data(type).set("name", name);
    }
}
