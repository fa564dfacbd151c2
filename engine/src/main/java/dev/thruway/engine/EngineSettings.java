package dev.thruway.engine;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// What the process around the engine gives it.
///
/// @param settle how long a VM must stay on before it counts as on
/// @param who user and computer, for marks and journal, such as `tanaka@admin-pc`
public record EngineSettings(Clock clock, RandomGenerator random, Duration settle, String who) {}
