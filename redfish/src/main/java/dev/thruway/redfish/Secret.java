package dev.thruway.redfish;

/// A password that no text ever shows.
public final class Secret {

    private final char[] characters;

    public Secret(char[] characters) {
        this.characters = characters.clone();
    }

    String reveal() {
        return new String(characters);
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
