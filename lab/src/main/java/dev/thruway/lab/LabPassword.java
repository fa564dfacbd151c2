package dev.thruway.lab;

import java.security.SecureRandom;

/// Makes throw-away passwords: letters and digits that are not mistaken for each other, so that
/// they survive any shell and any URL.
public final class LabPassword {

    private static final String SIGNS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int LENGTH = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private LabPassword() {}

    /// A new one each time.
    public static String random() {
        var password = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            password.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
        }
        return password.toString();
    }
}
