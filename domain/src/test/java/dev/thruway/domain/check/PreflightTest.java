package dev.thruway.domain.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.UnderVcenter;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.spec.Permission;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreflightTest {

    private final CheckWorld world = new CheckWorld();

    private void finds(CheckCode code) {
        assertThat(world.findings()).extracting(CheckFinding::code).contains(code.code());
    }

    private void doesNotFind(CheckCode code) {
        assertThat(world.findings()).extracting(CheckFinding::code).doesNotContain(code.code());
    }

    @Test
    void findsNothingToMendInAGoodWorld() {
        assertThat(world.findings())
                .isNotEmpty()
                .allSatisfy(f -> {
                    assertThat(f.severity()).isEqualTo(Severity.OK);
                    assertThat(f.fix()).isEmpty();
                });
    }

    @Test
    void putsServersBeforeVmsAndEachInTheOrderOfTheJourney() {
        var findings = world.findings();
        assertThat(findings).extracting(CheckFinding::target).isSorted();
        assertThat(findings)
                .filteredOn(f -> CheckWorld.isAbout(f, Target.server("dl385-01")))
                .extracting(CheckFinding::code)
                .containsExactly(
                        "api-answers",
                        "version-supported",
                        "licence-allows-writing",
                        "privileges-granted",
                        "host-connected",
                        "lockdown-off",
                        "pcie-hot-plug-off",
                        "iommu-usable",
                        "gpus-listed",
                        "memory-fits");
    }

    @ParameterizedTest
    @CsvSource({
        "6.5.0, version-old",
        "6.7.0, version-supported",
        "7.0.3, version-supported",
        "9.1.0, version-supported",
        "9.1.4, version-supported",
        "9.2.0, version-new",
        "10.0, version-new",
        "'', version-unread",
        "eight, version-unread",
    })
    void judgesTheVersion(String version, String code) {
        world.version = version;
        assertThat(world.findings()).extracting(CheckFinding::code).contains(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"esxBasic", "esxBasic.vram"})
    void freeEsxiForbidsWriting(String edition) {
        world.licences = List.of(new HostFacts.Licence(edition, "Free", Optional.empty()));
        finds(CheckCode.LICENCE_FORBIDS_WRITING);
        doesNotFind(CheckCode.LICENCE_ALLOWS_WRITING);
    }

    @Test
    void anEvaluationEndsOnItsDay() {
        world.licences = List.of(evaluation(Duration.ZERO));
        finds(CheckCode.LICENCE_EXPIRED);
        world.licences = List.of(evaluation(Duration.ofSeconds(1)));
        finds(CheckCode.LICENCE_ALLOWS_WRITING);
    }

    @Test
    void anEndedEvaluationBesideAPaidLicenceStopsNobody() {
        world.licences =
                List.of(
                        evaluation(Duration.ofDays(-9)),
                        new HostFacts.Licence("esx.enterprisePlus", "Plus", Optional.empty()));
        finds(CheckCode.LICENCE_ALLOWS_WRITING);
        doesNotFind(CheckCode.LICENCE_EXPIRED);
    }

    private static HostFacts.Licence evaluation(Duration left) {
        return new HostFacts.Licence(
                "eval", "Evaluation Mode", Optional.of(CheckWorld.NOW.plus(left)));
    }

    @Test
    void noLicenceAtAllIsNotTakenForAGoodOne() {
        world.licences = List.of();
        finds(CheckCode.LICENCE_UNREAD);
    }

    @Test
    void namesEveryMissingPrivilege() {
        world.missingPrivileges = List.of("Host.Config.PciPassthru", "Datastore.FileManagement");
        assertThat(world.finding(CheckCode.PRIVILEGES_MISSING))
                .map(f -> f.message().args().get("privileges"))
                .contains("Host.Config.PciPassthru, Datastore.FileManagement");
    }

    @Test
    void whatTheLoginLacksOnAVmOfAClusterIsSaidOfThatVm() {
        world.inClusters.put("gpu02", Observed.of(List.of("VirtualMachine.Interact.PowerOn")));
        assertThat(world.finding(CheckCode.PRIVILEGES_MISSING))
                .hasValueSatisfying(f -> {
                    assertThat(f.target()).isEqualTo(Target.vm("gpu02"));
                    assertThat(f.message().args())
                            .containsEntry("privileges", "VirtualMachine.Interact.PowerOn");
                });
    }

    @Test
    void lockdownIsAWarningAsTheLoginGotThrough() {
        world.lockdown = "lockdownStrict";
        assertThat(world.finding(CheckCode.LOCKDOWN_ON))
                .map(CheckFinding::severity)
                .contains(Severity.WARNING);
    }

    @Test
    void lockdownIsInOrderWhereTheHostIsReachedThroughItsVcenter() {
        world.lockdown = "lockdownStrict";
        world.under = Optional.of(new UnderVcenter("vc01", Observed.of(Optional.of("ai"))));
        finds(CheckCode.LOCKDOWN_UNDER_VCENTER);
    }

    @Test
    void aLoginThatIsNotLetInIsAnotherThingThanAWrongPassword() {
        world.host = Observed.unknown(Phrase.of("unread.login-forbidden"));
        finds(CheckCode.API_LOGIN_FORBIDDEN);
    }

    @Test
    void warnsOfPcieHotPlugOnServersOfHpeBeforeItWasMended() {
        finds(CheckCode.PCIE_HOT_PLUG_OFF);
        world.pcieHotPlug = Observed.of(true);
        finds(CheckCode.PCIE_HOT_PLUG_ON);
        world.pcieHotPlug = CheckWorld.unread("rejected");
        finds(CheckCode.PCIE_HOT_PLUG_UNREAD);
    }

    @ParameterizedTest
    @CsvSource({"Dell Inc., 8.0.2", "Lenovo, 8.0.2", "HPE, 9.0.0", "HPE, 9.1.0"})
    void saysNothingOfHotPlugElsewhere(String vendor, String version) {
        world.pcieHotPlug = Observed.of(true);
        world.vendor = vendor;
        world.version = version;
        doesNotFind(CheckCode.PCIE_HOT_PLUG_ON);
    }

    @Test
    void aVirtualTpmIsAWarningOnlyWhereTheBootChanges() {
        world.virtualTpm = true;
        finds(CheckCode.VIRTUAL_TPM);
        world.secureBoot = Vm.SecureBoot.OFF;
        doesNotFind(CheckCode.VIRTUAL_TPM);
    }

    @Test
    void aHostThatIsNotConnectedStopsTheJourney() {
        world.connection = "notResponding";
        finds(CheckCode.HOST_NOT_CONNECTED);
        world.connection = "connected";
        world.host =
                Observed.unknown(
                        Phrase.of(
                                "unread.host-not-connected",
                                "host",
                                "x",
                                "state",
                                "notResponding"));
        finds(CheckCode.HOST_NOT_CONNECTED);
        doesNotFind(CheckCode.API_UNREAD);
    }

    @ParameterizedTest
    @CsvSource({
        "unreachable, api-unreachable",
        "timed-out, api-unreachable",
        "untrusted, api-untrusted",
        "identity-changed, api-untrusted",
        "not-authenticated, api-login-refused",
        "rejected, api-unread",
    })
    void tellsApartWhyTheApiCouldNotBeRead(String reason, String code) {
        world.host = CheckWorld.unread(reason);
        assertThat(world.findings())
                .filteredOn(f -> CheckWorld.isAbout(f, Target.server("dl385-01")))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.code()).isEqualTo(code);
                    assertThat(f.severity()).isEqualTo(Severity.BLOCKER);
                    assertThat(f.cause()).map(Phrase::key).contains("unread." + reason);
                });
    }

    @Test
    void whatCouldNotBeReadIsUnknownAndNeverFine() {
        world.hostFacts = CheckWorld.unread("rejected");
        assertThat(world.findings())
                .filteredOn(f -> f.severity() == Severity.UNKNOWN)
                .extracting(CheckFinding::code)
                .containsExactly(
                        "licence-unread",
                        "privileges-unread",
                        "connection-unread",
                        "lockdown-unread",
                        "memory-unread");
    }

    @Test
    void aHostThatOffersNoDeviceAtAllHasNoIommu() {
        world.passthrough = PassthroughState.INCAPABLE;
        finds(CheckCode.IOMMU_OFF);
        assertThat(world.findingsWithoutFile())
                .extracting(CheckFinding::code)
                .contains("iommu-off")
                .doesNotContain("passthrough-impossible");
    }

    @Test
    void needsNoFile() {
        assertThat(world.findingsWithoutFile())
                .extracting(CheckFinding::code)
                .contains("api-answers", "gpus-listed", "iommu-usable")
                .doesNotContain("memory-fits");
    }

    @Test
    void allMemoryOfTheVmsAndWhatOthersReserveMustFit() {
        world.memory = ByteSize.ofGib(80);
        finds(CheckCode.MEMORY_FITS);
        world.reserved = Map.of("web01", ByteSize.ofGib(17));
        finds(CheckCode.MEMORY_DOES_NOT_FIT);
        world.reserved = Map.of("gpu02", ByteSize.ofGib(64));
        finds(CheckCode.MEMORY_FITS);
    }

    @Test
    void secureBootNeedsHardware13() {
        world.hardware = "vmx-11";
        finds(CheckCode.HARDWARE_VERSION_OLD);
        world.hardware = "vmx-13";
        finds(CheckCode.HARDWARE_VERSION_RIGHT);
        world.hardware = "none";
        finds(CheckCode.HARDWARE_VERSION_UNREAD);
    }

    @Test
    void countsDevicesAgainstTheLimitOfReleaseAndHardware() {
        world.gpus = 17;
        world.hardware = "vmx-19";
        finds(CheckCode.HARDWARE_VERSION_OLD);
        finds(CheckCode.DEVICE_COUNT_RIGHT);
        world.version = "7.0.3";
        assertThat(world.finding(CheckCode.TOO_MANY_DEVICES))
                .map(f -> f.message().args())
                .hasValueSatisfying(args -> assertThat(args).containsEntry("limit", "16"));
    }

    @ParameterizedTest
    @EnumSource(VmFacts.Trait.class)
    void saysEachTraitOfTheVm(VmFacts.Trait trait) {
        assertThat(world.findings()).extracting(CheckFinding::code).doesNotContain(code(trait));
        world.traits = EnumSet.of(trait);
        assertThat(world.findings()).extracting(CheckFinding::code).contains(code(trait));
    }

    private static String code(VmFacts.Trait trait) {
        return CheckCode.valueOf(trait.name()).code();
    }

    @Test
    void nestedVirtualizationStopsTheJourneyAndSnapshotsDoNot() {
        world.traits = EnumSet.of(VmFacts.Trait.NESTED_VIRTUALIZATION, VmFacts.Trait.SNAPSHOTS);
        assertThat(world.finding(CheckCode.NESTED_VIRTUALIZATION))
                .map(CheckFinding::severity)
                .contains(Severity.BLOCKER);
        assertThat(world.finding(CheckCode.SNAPSHOTS))
                .map(CheckFinding::severity)
                .contains(Severity.WARNING);
    }

    @Test
    void reportsTheKeysOfOldRecipesAndNotThoseOfThePlatform() {
        world.extraConfig = Map.of("svga.present", "TRUE", "pciBridge0.present", "TRUE");
        doesNotFind(CheckCode.FOLKLORE_KEYS);
        world.extraConfig =
                Map.of(
                        "hypervisor.cpuid.v0", "FALSE",
                        "svga.present", "FALSE",
                        "pciPassthru0.msiEnabled", "FALSE");
        assertThat(world.finding(CheckCode.FOLKLORE_KEYS))
                .map(f -> f.evidence().keySet())
                .contains(Set.of("hypervisor.cpuid.v0", "pciPassthru0.msiEnabled", "svga.present"));
    }

    @Test
    void warnsOfAnOwnerAndOfWhatItMayNotSee() {
        world.managedBy = Optional.of("com.vmware.vim.eam");
        world.unread = List.of("config.flags");
        finds(CheckCode.MANAGED_BY_OTHER);
        finds(CheckCode.VM_SETTINGS_UNREAD);
    }

    @Test
    void cardsOfOneVmOnSeveralNodesAreSlower() {
        world.gpus = 2;
        finds(CheckCode.CARDS_ON_ONE_NODE);
        world.secondNode = 1;
        assertThat(world.finding(CheckCode.CARDS_ON_SEVERAL_NODES))
                .map(f -> f.evidence())
                .hasValueSatisfying(e ->
                        assertThat(e)
                                .containsEntry("node 0", "0000:41:00.0")
                                .containsEntry("node 1", "0000:42:00.0"));
    }

    @Test
    void theBlockersOfThePlanAreAmongTheFindings() {
        world.power = VmState.Power.SUSPENDED;
        world.firmware = VmState.Firmware.BIOS;
        finds(CheckCode.VM_SUSPENDED);
        finds(CheckCode.BIOS_GUEST);
    }

    @Test
    void aPolicyThatForbidsWhatThePlanNeedsStopsTheJourney() {
        world.rebinds = false;
        world.power = VmState.Power.ON;
        doesNotFind(CheckCode.HOST_REBOOT_FORBIDDEN);
        world.policy = CheckWorld.policy(Permission.Answer.NEVER, Permission.Answer.NEVER);
        finds(CheckCode.HOST_REBOOT_FORBIDDEN);
        finds(CheckCode.VM_POWER_OFF_FORBIDDEN);
    }

    @ParameterizedTest
    @CsvSource({
        "OFF, unreachable, guest-off",
        "ON, unreachable, guest-unreachable",
        "ON, untrusted, guest-untrusted",
        "ON, identity-changed, guest-untrusted",
        "ON, host-key-revoked, guest-untrusted",
        "ON, known-hosts-unreadable, guest-untrusted",
        "ON, not-authenticated, guest-login-refused",
        "ON, rejected, guest-unread",
    })
    void aGuestIsAskedForOnlyWhileItsVmRuns(VmState.Power power, String reason, String code) {
        world.power = power;
        world.guest = Optional.of(CheckWorld.unread(reason));
        assertThat(world.findings())
                .extracting(CheckFinding::code)
                .filteredOn(c -> c.startsWith("guest-"))
                .containsExactly(code);
    }

    @Test
    void moreCardsThanThereAreIsSaidWithoutAHolder() {
        world.gpus = 2;
        world.missing = 1;
        finds(CheckCode.TOO_FEW_CARDS);
        doesNotFind(CheckCode.NO_FREE_CARD);
    }

    @Test
    void asksNothingOfAVmThatCouldNotBeLookedAt() {
        world.host = Observed.unknown(Phrase.of("unread.unreachable", "what", "x", "says", "y"));
        assertThat(world.findings())
                .extracting(CheckFinding::code)
                .doesNotContain("vm-found", "hardware-version-right");
    }

    /// Those of `undo`, those that have a finding of another name, and one that nobody waits for.
    private static final Set<String> OTHERWISE_SAID =
            Set.of("host-unread", "vm-unread", "guest-silent", "guest-unread", "card-still-held");

    @Test
    void whateverStandsInTheWayOfAPlanHasItsSentencesAndAPage() throws IOException {
        var words = new Properties();
        try (var in = Plan.class.getResourceAsStream("/dev/thruway/domain/words_en.properties")) {
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        var known = Arrays.stream(CheckCode.values()).map(CheckCode::code).toList();
        assertThat(words.stringPropertyNames())
                .filteredOn(key -> key.startsWith("blocker."))
                .extracting(key -> key.substring("blocker.".length()))
                .filteredOn(code -> !OTHERWISE_SAID.contains(code))
                .hasSizeGreaterThan(30)
                .isSubsetOf(known);
    }

    @Test
    void workThatARunLeftOnTheHostIsSaid() {
        world.pending =
                Optional.of(
                        new HostPending(
                                Instant.EPOCH,
                                "tanaka@pc",
                                Instant.EPOCH,
                                HostPending.Stage.MAINTENANCE,
                                List.of(new HostPending.Ran("52f3-other", "other"))));
        assertThat(world.finding(CheckCode.WORK_UNFINISHED))
                .hasValueSatisfying(f -> {
                    assertThat(f.evidence()).containsEntry("who", "tanaka@pc");
                    assertThat(f.cause().orElseThrow().args()).containsEntry("vms", "other");
                });
        world.pending = Optional.empty();
        doesNotFind(CheckCode.WORK_UNFINISHED);
    }
}
