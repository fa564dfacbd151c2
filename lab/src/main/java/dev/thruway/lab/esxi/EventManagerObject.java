package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.DataBuilder;
import dev.thruway.lab.esxi.wire.Element;
import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.esxi.wire.Value.Ref;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.LabEvent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// `EventManager`: what happened on the host, by entity, type and time.
record EventManagerObject(EsxHost host) implements ManagedObject {

    /// The server's own limit of one answer.
    private static final int MAX_EVENTS = 1000;

    @Override
    public Ref ref() {
        return Refs.EVENT_MANAGER;
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
        var all = host.events().all();
        return all.isEmpty() ? Value.nothing() : event(all.getLast()).saying();
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of(
                "QueryEvents",
                call -> eventsOf(selected(filter(call))),
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
                        call.session().newRef("EventHistoryCollector"), () -> selected(filter));
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
                host.events().all().stream()
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

    /// An event of a VM is one of everything above the VM too.
    private static boolean about(LabEvent event, Ref entity) {
        return event.vm()
                .map(vm -> entity.equals(Refs.of(vm)) || !entity.kind().equals("VirtualMachine"))
                .orElse(!entity.kind().equals("VirtualMachine"));
    }

    private static Optional<Instant> time(Element filter, String name) {
        return filter.child("time")
                .flatMap(t -> t.value(name))
                .map(text -> OffsetDateTime.parse(text.strip()).toInstant());
    }

    static Value.Many eventsOf(List<LabEvent> events) {
        return Value.array("Event", events.stream().map(e -> event(e).saying()).toList());
    }

    static Value.Data event(LabEvent event) {
        var data =
                Value.data(event.type())
                        .set("key", event.key())
                        .set("chainId", event.chainId())
                        .set("createdTime", event.created())
                        .set("userName", event.user())
                        .set(
                                "datacenter",
                                argument("DatacenterEventArgument", "ha-datacenter")
                                        .set("datacenter", Refs.DATACENTER)
                                        .build())
                        .set(
                                "host",
                                argument("HostEventArgument", "host")
                                        .set("host", Refs.HOST)
                                        .build());
        event.vm()
                .ifPresent(vm ->
                        data.set(
                                "vm",
                                argument("VmEventArgument", vm.name())
                                        .set("vm", Refs.of(vm))
                                        .build()));
        data.set("fullFormattedMessage", event.fullMessage());
        if (event.vm().isPresent()) {
            data.set("template", false);
        }
        unkept(data, event.type());
        event.detail().ifPresent(text -> detail(data, event.type(), text));
        return data.build();
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

    private static void detail(DataBuilder data, String type, String text) {
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
