package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/// A `Task` that did nothing but fail, because a rule said so. Only the session that began it knows
/// it.
///
/// @param method that began it, such as `ReconfigVM_Task`
/// @param error as `LocalizedMethodFault`
record FailedTask(Value.Ref ref, String method, Value.Ref entity, Instant at, Value.Data error)
        implements ManagedObject {

    @Override
    public Map<String, Supplier<Value>> properties() {
        return new Properties().set("info", this::info).unset("availableField", "value").map();
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of();
    }

    private Value info() {
        return Value.data("TaskInfo")
                .set("key", ref.id())
                .set("task", ref)
                .set("name", method)
                .set("descriptionId", entity.kind() + "." + method)
                .set("entity", entity)
                .set("state", Value.of("TaskInfoState", "error"))
                .set("cancelled", false)
                .set("cancelable", false)
                .set("error", error)
                .set("reason", Value.data("TaskReasonUser").set("userName", "root").buildNamed())
                .set("queueTime", at)
                .set("startTime", at)
                .set("completeTime", at)
                .set("eventChainId", 0)
                .build();
    }
}
