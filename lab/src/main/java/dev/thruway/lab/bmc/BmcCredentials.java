package dev.thruway.lab.bmc;

/// The one login of a lab's management controller. Throw-away, made when the lab starts.
public record BmcCredentials(String user, String password) {
    @Override
    public String toString() {
        return "BmcCredentials[user=" + user + "]";
    }
}
