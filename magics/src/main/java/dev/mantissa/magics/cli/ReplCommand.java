package dev.mantissa.magics.cli;

import dev.mantissa.kernel.notebook.FileModes;
import dev.mantissa.kernel.session.Cell;
import dev.mantissa.kernel.session.Completion;
import dev.mantissa.kernel.session.Session;
import dev.mantissa.magics.MantissaSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mantissa repl}: a session in the terminal, with history and completion. */
@Command(
        name = "repl",
        description = "A session in the terminal: Java and magics, history, completion.")
public final class ReplCommand implements Callable<Integer> {
    @Mixin private HelpOption help = new HelpOption();

    @Override
    public Integer call() throws IOException {
        try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build();
                Session session = MantissaSession.open(System.err::println)) {
            LineReader reader = reader(terminal, session);
            terminal.handle(Terminal.Signal.INT, signal -> session.interrupt());
            terminal.writer()
                    .println(
                            "Mantissa. Java and magics; %lsmagic lists them, Tab completes, Ctrl-D ends.");
            TerminalOutput output = new TerminalOutput(terminal, reader);
            while (converse(reader, session, output)) {
                terminal.flush();
            }
            return 0;
        }
    }

    private static boolean converse(LineReader reader, Session session, TerminalOutput output) {
        String code;
        try {
            code = reader.readLine("mantissa> ");
        } catch (UserInterruptException abandoned) {
            return true;
        } catch (EndOfFileException end) {
            return false;
        }
        if (!code.isBlank()) {
            session.execute(new Cell(code), output);
            output.endCell();
        }
        return true;
    }

    private static LineReader reader(Terminal terminal, Session session) throws IOException {
        Path history =
                Path.of(System.getProperty("user.home"), ".local", "state", "mantissa", "history");
        FileModes.ownersOnly(history);
        return LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(new ReplParser(session))
                .completer((line, parsed, candidates) -> {
                    Completion found = session.complete(parsed.line(), parsed.cursor());
                    for (Completion.Candidate candidate : found.candidates()) {
                        candidates.add(candidate(candidate));
                    }
                })
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "     ...> ")
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    private static Candidate candidate(Completion.Candidate candidate) {
        String detail = candidate.detail().isEmpty() ? null : candidate.detail();
        return new Candidate(candidate.text(), candidate.text(), null, detail, null, null, false);
    }
}
