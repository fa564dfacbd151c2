package dev.thruway.lab.http;

/// Answers requests. Each call has a virtual thread of its own and may block.
@FunctionalInterface
public interface LabHandler {
    LabResponse handle(LabRequest request);
}
