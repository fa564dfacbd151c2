package dev.thruway.domain.gpu;

import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import java.util.List;

/// One GPU board.
///
/// @param name its short name, such as `L40S` or `A100-40GB`, unique in the catalog
/// @param family what people call it without its memory, such as `A100`
/// @param boards full names of boards that share everything here
/// @param ids vendor and device as lspci writes them, such as `10de:26b9`
/// @param memory the board's memory, binary
/// @param bars empty where no source for them is known
/// @param drivers [DriverBranches#NONE] of a board that is known for sizing only
public record GpuModel(
        String name,
        String family,
        List<String> boards,
        List<String> ids,
        String architecture,
        ByteSize memory,
        List<Bar> bars,
        DriverBranches drivers) {

    public GpuModel {
        boards = List.copyOf(boards);
        ids = List.copyOf(ids);
        bars = List.copyOf(bars);
    }

    /// Whether only what a window needs is known of it: its driver is another maker's, and Thruway
    /// neither installs nor asks it.
    public boolean sizingOnly() {
        return drivers.equals(DriverBranches.NONE);
    }
}
