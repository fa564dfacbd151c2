package dev.thruway.vsphere.client;

import dev.thruway.vsphere.codec.ApiVersion;
import dev.thruway.vsphere.codec.SoapRequest;
import dev.thruway.vsphere.vim.InvalidLogin;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.NoPermission;
import dev.thruway.vsphere.vim.ServiceContent;
import dev.thruway.vsphere.vim.TaskInfo;
import dev.thruway.vsphere.vim.UserSession;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A logged-in session with one vCenter or ESXi host.
public final class VsphereClient implements AutoCloseable {

    private static final ManagedObjectReference SERVICE_INSTANCE =
            new ManagedObjectReference("ServiceInstance", "ServiceInstance");

    private static final Duration LOGOUT_DEADLINE = Duration.ofSeconds(5);
    private static final int READ_TRIES = 3;

    private final SoapChannel channel;
    private final Credential credential;
    private final String operationPrefix;
    private final AtomicLong operations = new AtomicLong();
    private final ReentrantLock loginLock = new ReentrantLock();
    private final ServiceContent content;
    private final Properties properties;
    private final Tasks tasks;
    private final KeepAlive keepAlive;
    private final MissingCommands missingCommands = new MissingCommands();
    private final Map<ManagedObjectReference, ManagedObjectReference> environmentBrowsers =
            new ConcurrentHashMap<>();

    /// That the password was refused. It is never sent again: accounts are locked for that.
    private volatile @Nullable VsphereException refused;

    private VsphereClient(
            SoapChannel channel,
            Credential credential,
            ServiceContent content,
            String prefix,
            Duration idle) {
        this.channel = channel;
        this.credential = credential;
        this.content = content;
        this.operationPrefix = prefix;
        this.properties = new Properties(this);
        this.tasks = new Tasks(this);
        this.keepAlive = new KeepAlive(idle, this::touch);
    }

    /// Finds out which API version to speak, and logs in. Throws [VsphereException] with the reason
    /// where that fails; the transport is closed then.
    public static VsphereClient connect(
            VsphereTransport transport,
            Credential credential,
            WireTrace trace,
            InstantSource clock,
            RandomGenerator random) {
        return connect(transport, credential, trace, clock, random, KeepAlive.IDLE);
    }

    /// @param idle how long the session may be without a call
    static VsphereClient connect(
            VsphereTransport transport,
            Credential credential,
            WireTrace trace,
            InstantSource clock,
            RandomGenerator random,
            Duration idle) {
        var channel = new SoapChannel(new Wire(transport, trace, clock));
        channel.wire().redaction().hide(credential.password().reveal());
        try {
            channel.speak(new ServiceVersions(channel.wire()).best());
            var id = new byte[4];
            random.nextBytes(id);
            var prefix = "thruway-" + HexFormat.of().formatHex(id);
            var content =
                    one(
                            "RetrieveServiceContent",
                            channel.call(
                                    SoapRequest.of("RetrieveServiceContent", SERVICE_INSTANCE),
                                    ServiceContent.class,
                                    prefix + "-0",
                                    channel.wire().deadline()));
            return loggedIn(new VsphereClient(channel, credential, content, prefix, idle));
        } catch (RuntimeException e) {
            transport.close();
            throw e;
        }
    }

    /// A session may have begun though its answer was not understood; it is ended.
    private static VsphereClient loggedIn(VsphereClient client) {
        try {
            client.login();
            client.keepAlive.start();
            return client;
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private Duration deadline() {
        return channel.wire().deadline();
    }

    /// The server's own objects, and what it is.
    public ServiceContent content() {
        return content;
    }

    public boolean isVcenter() {
        return content.about().apiType().equals("VirtualCenter");
    }

    /// The API version that is spoken.
    public ApiVersion apiVersion() {
        return channel.version();
    }

    public String address() {
        return channel.wire().address();
    }

    /// The address without its port.
    public String hostName() {
        return address().replaceFirst(":\\d+$", "");
    }

    public Properties properties() {
        return properties;
    }

    public Tasks tasks() {
        return tasks;
    }

    /// By host; a host keeps its browser until it is moved to another cluster.
    Map<ManagedObjectReference, ManagedObjectReference> environmentBrowsers() {
        return environmentBrowsers;
    }

    MissingCommands missingCommands() {
        return missingCommands;
    }

    SoapChannel channel() {
        return channel;
    }

    private void login() {
        var before = refused;
        if (before != null) {
            throw new VsphereException(before.request(), before.fault(), before);
        }
        var sessions = required("sessionManager", content.sessionManager());
        var request =
                SoapRequest.of("Login", sessions)
                        .with("userName", credential.username())
                        .with("password", credential.password().reveal());
        try {
            channel.call(request, UserSession.class, operation(), deadline());
        } catch (VsphereException e) {
            var no = refusal(e.fault());
            if (no.isEmpty()) {
                throw e;
            }
            refused = new VsphereException("Login at " + address(), no.get(), e);
            throw refused;
        }
    }

    /// Sent as it is: a session that has ended is not renewed for this.
    private void touch() {
        var request = SoapRequest.of("CurrentTime", SERVICE_INSTANCE);
        channel.call(request, Object.class, operation(), deadline());
    }

    private static Optional<VsphereFault> refusal(VsphereFault fault) {
        return switch (fault) {
            case VsphereFault.Rejected(_, var message, _, InvalidLogin _) ->
                    Optional.of(new VsphereFault.NotAuthenticated(message));
            case VsphereFault.Rejected(_, var message, _, NoPermission _) ->
                    Optional.of(new VsphereFault.LoginForbidden(message));
            default -> Optional.empty();
        };
    }

    /// A call that only reads: repeated a few times where the connection fails.
    <T> List<T> read(SoapRequest request, Class<T> type) {
        return read(request, type, deadline());
    }

    <T> List<T> read(SoapRequest request, Class<T> type, Duration deadline) {
        for (int tries = 1; ; tries++) {
            try {
                return call(request, type, deadline);
            } catch (VsphereException e) {
                if (!(e.fault() instanceof VsphereFault.Unreachable) || tries >= READ_TRIES) {
                    throw e;
                }
            }
        }
    }

    /// A call that may change something: sent once, or once more where the server says that nobody
    /// was logged in, for then it did nothing.
    <T> List<T> call(SoapRequest request, Class<T> type, Duration deadline) {
        return renewing(() -> channel.call(request, type, operation(), deadline));
    }

    /// Work that carries the session's cookie: done once more after a login where the server says
    /// that the session has ended.
    <T> T renewing(Supplier<T> work) {
        var used = channel.cookie();
        keepAlive.used();
        try {
            return work.get();
        } catch (VsphereException e) {
            if (!(e.fault() instanceof VsphereFault.NotAuthenticated)) {
                throw e;
            }
            renew(used);
            return work.get();
        }
    }

    /// Reading with objects that end with their session, such as views and tokens: done once more
    /// where the session was renewed meanwhile.
    <T> T withinSession(Supplier<T> reading) {
        var used = channel.cookie();
        try {
            return reading.get();
        } catch (VsphereException e) {
            if (channel.cookie().equals(used)
                    || e.fault() instanceof VsphereFault.NotAuthenticated) {
                throw e;
            }
            return reading.get();
        }
    }

    <T> List<T> call(SoapRequest request, Class<T> type) {
        return call(request, type, deadline());
    }

    <T> T callOne(SoapRequest request, Class<T> type) {
        return one(request.method(), call(request, type));
    }

    /// Starts a task and waits for its end, which it answers. Throws [VsphereException] with its
    /// fault where it fails.
    public TaskInfo runTask(SoapRequest request, Duration limit, TaskProgress progress) {
        var task = callOne(request, ManagedObjectReference.class);
        return tasks.await(task, request.method() + " " + request.self(), limit, progress);
    }

    private void renew(Optional<String> used) {
        loginLock.lock();
        try {
            if (channel.cookie().equals(used)) {
                channel.forgetCookie();
                login();
            }
        } finally {
            loginLock.unlock();
        }
    }

    private String operation() {
        return operationPrefix + "-" + operations.incrementAndGet();
    }

    static <T> T one(String method, List<T> values) {
        if (values.isEmpty()) {
            throw new VsphereException(method, new VsphereFault.Malformed("returned nothing"));
        }
        return values.getFirst();
    }

    /// A manager that this server has; not every one has every manager.
    public static ManagedObjectReference required(
            String what, @Nullable ManagedObjectReference manager) {
        if (manager == null) {
            throw new VsphereException(
                    what, new VsphereFault.Malformed("the server has no " + what));
        }
        return manager;
    }

    /// Logs out, so that no session is left to time out on the server.
    @Override
    public void close() {
        keepAlive.close();
        tasks.close();
        try {
            var sessions = content.sessionManager();
            if (sessions != null && channel.cookie().isPresent()) {
                channel.call(
                        SoapRequest.of("Logout", sessions),
                        Object.class,
                        operation(),
                        LOGOUT_DEADLINE);
            }
        } catch (VsphereException _) {
            // The server ends the session by itself when nobody uses it.
        } finally {
            channel.wire().close();
        }
    }
}
