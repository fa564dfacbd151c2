package dev.thruway.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.thruway.lab.Lab;
import dev.thruway.lab.LabEndpoint;
import dev.thruway.lab.world.SeedWorld;
import dev.thruway.redfish.HttpTransport;
import dev.thruway.redfish.RedfishClient;
import dev.thruway.redfish.RedfishClock;
import dev.thruway.redfish.RedfishException;
import dev.thruway.redfish.RedfishFault;
import dev.thruway.redfish.RedfishLimits;
import dev.thruway.redfish.RedfishLogin;
import dev.thruway.redfish.ResetType;
import dev.thruway.redfish.Secret;
import dev.thruway.tls.ServerTrust;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Our Redfish client against a management controller that fails, over sockets.
@Timeout(60)
class BmcConnectionsIT {

    private static final String SESSIONS = "*/SessionService/Sessions/";

    private final SeedWorld seed = new SeedWorld();
    private Lab lab;
    private LabEndpoint bmc;
    private Duration deadline = Duration.ofSeconds(10);

    @BeforeEach
    void start() throws IOException {
        lab = Lab.start(seed.world);
        bmc = lab.endpoint(LabEndpoint.Kind.BMC, seed.server.name());
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private RedfishClient client(String password) {
        return new RedfishClient(
                new HttpTransport(bmc.url(), new ServerTrust.Thumbprint(bmc.thumbprint())),
                new RedfishLogin(
                        bmc.username(),
                        new Secret(password.toCharArray()),
                        RedfishLogin.Method.SESSION),
                new RedfishLimits(deadline, 2, Duration.ofMillis(10), 1 << 20, 100),
                _ -> {},
                RedfishClock.SYSTEM);
    }

    private static RedfishException failure(Runnable work) {
        return assertThatExceptionOfType(RedfishException.class).isThrownBy(work::run).actual();
    }

    @Test
    void renewsASessionThatHasExpiredOnce() {
        var logins = lab.faults().add(FaultRule.on("POST").at("bmc").of(SESSIONS));
        try (var client = client(bmc.password())) {
            client.identity();
            lab.faults()
                    .add(
                            FaultRule.on("GET")
                                    .of("*/Systems/*")
                                    .times(1)
                                    .instead(Instead.EXPIRE_SESSION));
            assertThat(client.identity().vendor()).contains("HPE");
            assertThat(logins.calls()).isEqualTo(2);
            assertThat(lab.openSessions()).isEqualTo(1);

            lab.faults().add(FaultRule.on("GET").instead(Instead.EXPIRE_SESSION));
            failure(client::gpus);
            assertThat(logins.calls()).isEqualTo(3);
        }
        assertThat(lab.openSessions()).isZero();
    }

    @Test
    void neverSendsAWrongPasswordTwice() {
        var logins = lab.faults().add(FaultRule.on("POST").of(SESSIONS));
        try (var client = client("wrong")) {
            failure(client::gpus);
            failure(client::identity);
        }
        assertThat(logins.calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Instead.class,
            names = {"EXPIRE_SESSION", "WRONG_CONTENT_TYPE"},
            mode = EnumSource.Mode.EXCLUDE)
    void givesOneErrorThatSaysWhereForWhateverComes(Instead instead) {
        try (var client = client(bmc.password())) {
            client.identity();
        }
        deadline = Duration.ofSeconds(2);
        try (var client = client(bmc.password())) {
            lab.faults().add(FaultRule.on("GET").of("*/Systems/*").instead(instead));
            var e = failure(client::identity);
            assertThat(e.object()).contains(bmc.url().getAuthority(), "/Systems/");
        }
        assertThat(lab.openSessions()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"DROP", "RESET_HALFWAY", "HTTP_503"})
    void asksForAResetOnlyOnce(Instead instead) {
        try (var client = client(bmc.password())) {
            client.identity();
            var resets = lab.faults().add(FaultRule.on("POST").of("*Reset/").instead(instead));
            failure(() -> client.reset(ResetType.FORCE_RESTART));
            assertThat(resets.calls()).isEqualTo(1);
        }
    }

    @Test
    void saysWhatItWasRefusedFor() {
        try (var client = client(bmc.password())) {
            lab.faults()
                    .add(
                            FaultRule.on("GET")
                                    .of("*/Systems/*")
                                    .refused("Base.1.18.InsufficientPrivilege", "no"));
            assertThat(failure(client::identity).fault())
                    .isInstanceOfSatisfying(
                            RedfishFault.Rejected.class,
                            r -> {
                                assertThat(r.status()).isEqualTo(403);
                                assertThat(r.messageId())
                                        .isEqualTo("Base.1.18.InsufficientPrivilege");
                            });
        }
    }
}
