package dev.thruway.lab.world;

/// Something of the world that has tasks and events.
public sealed interface Entity permits EsxHost, VirtualMachine, Datacenter {

    /// Its number on its host, as hostd's task keys have it.
    String localId();
}
