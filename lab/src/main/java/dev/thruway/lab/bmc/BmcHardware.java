package dev.thruway.lab.bmc;

import java.util.List;

/// What a management controller sees of its server, and what it can do to it.
public interface BmcHardware {

    BmcPlates plates();

    /// The boards in slots and the controllers on the board, in the order of their PCI addresses.
    List<BmcCard> cards();

    PowerPhase phase();

    /// Does it, as the button or the line would; the caller has checked that the phase allows it.
    void reset(ResetType type);

    BmcBios bios();
}
