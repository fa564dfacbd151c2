package dev.thruway.lab.esxi;

/// The one login of a lab's host. Throw-away, made when the lab starts; never part of any text.
public record EsxiCredentials(String user, String password) {
    @Override
    public String toString() {
        return "EsxiCredentials[user=" + user + "]";
    }
}
