package dev.mantissa.magics.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says why a file could not be read or written: the exceptions themselves name only the file. */
final class FileTrouble {
    private FileTrouble() {}

    static String described(IOException trouble) {
        return trouble instanceof FileSystemException about
                ? about.getFile() + ": " + reason(trouble)
                : reason(trouble);
    }

    /** Without the name of the file. */
    static String reason(IOException trouble) {
        return switch (trouble) {
            case AccessDeniedException denied -> "permission denied";
            case NoSuchFileException missing -> "no such file or folder";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> String.valueOf(trouble.getMessage());
        };
    }
}
