package dev.mantissa.kernel.session;

import dev.mantissa.kernel.debug.CellCode;
import dev.mantissa.kernel.debug.CellPlace;
import java.util.function.Supplier;
import jdk.jshell.SourceCodeAnalysis;
import org.jspecify.annotations.Nullable;

/** The compiled code of a session's cells, as a debugger asks for it. */
record DebuggedCells(SourceMap sources, Supplier<SourceCodeAnalysis> analysis, StopSite stopSite)
        implements CellCode {
    @Override
    public @Nullable CellPlace place(String className, int line) {
        return sources.place(className, line, analysis);
    }

    @Override
    public boolean contains(String className) {
        return SourceMap.isSnippet(className);
    }

    @Override
    public boolean stopAsked() {
        CellRun run = CellRun.current();
        return stopSite.isArmed() && (run == null || run.stopRequested());
    }

    @Override
    public void endIfAsked() {
        if (stopAsked()) {
            throw new CellStop();
        }
    }
}
