package dev.thruway.lab.bmc;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import java.util.List;
import java.util.OptionalInt;

/// A board in a slot, or a controller on the system board.
///
/// @param slot empty for what is on the board
/// @param functions its PCI functions, the first one first
public record BmcCard(OptionalInt slot, Board board, List<Function> functions) {

    /// What the board's own firmware says about it.
    public record Board(
            String name,
            String manufacturer,
            String serial,
            String partNumber,
            String productPartNumber,
            String firmware,
            String health) {}

    /// One PCI function.
    ///
    /// @param classCode class, subclass and programming interface, 24 bits
    public record Function(PciAddress address, PciIds ids, int classCode, String uefiPath) {

        int baseClass() {
            return classCode >> 16;
        }

        int subclass() {
            return classCode >> 8 & 0xFF;
        }
    }

    public BmcCard {
        functions = List.copyOf(functions);
        if (functions.isEmpty()) {
            throw new IllegalArgumentException("a card without a PCI function: " + board);
        }
    }

    Function function() {
        return functions.getFirst();
    }

    boolean gpu() {
        return function().baseClass() == 0x03 && slot.isPresent();
    }

    /// As `DeviceLocation` spells it.
    String location() {
        return slot.isPresent() ? "PCI-E Slot " + slot.getAsInt() : "Embedded";
    }

    /// As `LocationString` spells it.
    String locationString() {
        return slot.isPresent() ? "Slot " + slot.getAsInt() : "Embedded Device";
    }
}
