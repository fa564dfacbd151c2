package dev.thruway.cli.main;

import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.GlobalOptions;
import dev.thruway.cli.Surroundings;
import dev.thruway.cli.terminal.Console;
import dev.thruway.domain.text.Phrase;
import dev.thruway.words.Language;
import dev.thruway.words.Words;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParseResult;

/// One run of the command line, from arguments to exit code. Never throws, and prints no stack
/// trace unless `-v` asks for it.
final class Thruway {

    private final Surroundings surroundings;
    private final List<Entry> entries;

    Thruway(Surroundings surroundings, List<Entry> entries) {
        this.surroundings = surroundings;
        this.entries = List.copyOf(entries);
    }

    /// Runs, and answers the exit code of the process.
    int run(String... args) {
        var language =
                LanguageOption.in(args)
                        .flatMap(Language::ofCode)
                        .orElseGet(() -> Language.fromLocale(surroundings.environment()));
        var named = named(args);
        var context = context(Words.of(language, homes(named)));
        return commandLine(context, named, new Ending(context)).execute(args);
    }

    private CommandContext context(Words words) {
        var options = new GlobalOptions();
        var console =
                new Console(
                        surroundings.stdin(),
                        surroundings.stdout(),
                        surroundings.stderr(),
                        surroundings.terminal(),
                        options::mayAsk);
        return new CommandContext(surroundings, options, console, words);
    }

    /// The commands that the arguments may mean: all, where none is named or one wants to see all.
    private List<Entry> named(String... args) {
        var words = Set.copyOf(List.of(args));
        var named = entries.stream().filter(entry -> words.contains(entry.name())).toList();
        boolean all =
                named.isEmpty()
                        || named.stream().anyMatch(e -> e.needs() == Entry.Needs.WHOLE_TREE);
        return all ? entries : named;
    }

    private static Class<?>[] homes(List<Entry> named) {
        var homes = new LinkedHashSet<Class<?>>();
        homes.add(ExitCode.class);
        named.forEach(entry -> homes.addAll(entry.words()));
        return homes.toArray(Class<?>[]::new);
    }

    private CommandLine commandLine(CommandContext context, List<Entry> named, Ending ending) {
        var root = new CommandLine(new ThruwayCommand(context));
        for (var entry : named) {
            root.addSubcommand(entry.name(), new CommandLine(entry.make().apply(context)));
        }
        var bundle = new WordsBundle(context.words());
        for (var line : withSubcommands(root)) {
            line.getCommandSpec()
                    .mixinStandardHelpOptions(true)
                    .versionProvider(Version::lines)
                    .usageMessage()
                    .sortOptions(false)
                    .synopsisHeading(context.say("cli.help.synopsisHeading"))
                    .parameterListHeading(context.say("cli.help.parameterListHeading"))
                    .optionListHeading(context.say("cli.help.optionListHeading"))
                    .commandListHeading(context.say("cli.help.commandListHeading"));
        }
        var columns = context.console().resultColumns();
        root.setResourceBundle(bundle);
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setUsageHelpWidth(Math.max(80, Math.min(columns.orElse(100), 120)));
        root.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
        root.setOut(new PrintWriter(surroundings.stdout(), true, StandardCharsets.UTF_8));
        root.setErr(new PrintWriter(surroundings.stderr(), true, StandardCharsets.UTF_8));
        root.setParameterExceptionHandler(
                (e, _) -> ending.of(UsageErrors.of(e, commandNames())).status());
        root.setExecutionStrategy(parsed -> execute(parsed, context, ending).status());
        return root;
    }

    private static List<CommandLine> withSubcommands(CommandLine root) {
        var all = new LinkedHashSet<CommandLine>();
        all.add(root);
        all.addAll(root.getSubcommands().values());
        return List.copyOf(all);
    }

    private List<String> commandNames() {
        return entries.stream().map(Entry::name).toList();
    }

    private static ExitCode execute(ParseResult parsed, CommandContext context, Ending ending) {
        try {
            requireKnownLanguage(context.options());
            var code = asked(parsed, context);
            if (code == ExitCode.DONE && context.surroundings().stdout().checkError()) {
                throw new Failure(ExitCode.FAILED, Phrase.of("cli.not-printed"));
            }
            return code;
        } catch (Failure e) {
            return ending.of(interrupted(e).orElse(e));
        } catch (RuntimeException e) {
            return interrupted(e).map(ending::of).orElseGet(() -> ending.ofDefect(e));
        }
    }

    private static ExitCode asked(ParseResult parsed, CommandContext context) {
        if (CommandLine.executeHelpRequest(parsed) != null) {
            return ExitCode.DONE;
        }
        Command command = parsed.asCommandLineList().getLast().getCommand();
        requireKnownFormat(context.options(), command);
        return command.run();
    }

    /// What an interrupted thread failed in is not the reason why the run ended.
    private static Optional<Failure> interrupted(RuntimeException e) {
        boolean said = e instanceof Failure f && f.code() == ExitCode.INTERRUPTED;
        return Thread.interrupted() && !said
                ? Optional.of(new Failure(ExitCode.INTERRUPTED, Phrase.of("cli.interrupted"), e))
                : Optional.empty();
    }

    private static void requireKnownLanguage(GlobalOptions options) {
        var asked = options.language();
        if (asked.isPresent() && Language.ofCode(asked.get()).isEmpty()) {
            throw UsageErrors.noneOf("--lang", asked.get(), Language.codes());
        }
    }

    private static void requireKnownFormat(GlobalOptions options, Command command) {
        if (!command.formats().contains(options.output())) {
            throw UsageErrors.noneOf("--output", options.output(), command.formats());
        }
    }
}
