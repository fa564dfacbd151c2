package dev.thruway.domain.pci;

/// A base address register: one range of memory that a PCI function asks for.
///
/// @param index the register, 0 to 5; a 64-bit BAR also uses the one after it
/// @param size a power of two, as PCI requires; the function decodes naturally aligned addresses
/// @param width how far up it may be placed
/// @param prefetchable whether it may lie in a bridge's prefetchable window
public record Bar(int index, ByteSize size, Width width, boolean prefetchable) {

    /// How far up in the address space a BAR may be placed.
    public enum Width {
        BITS_32(32),
        BITS_64(64);

        private final int bits;

        Width(int bits) {
            this.bits = bits;
        }

        public int bits() {
            return bits;
        }
    }

    public Bar {
        if (index < 0 || index > 5) {
            throw new IllegalArgumentException("BAR index out of range 0..5: " + index);
        }
        if (Long.bitCount(size.bytes()) != 1) {
            throw new IllegalArgumentException("BAR size is not a power of two: " + size);
        }
    }
}
