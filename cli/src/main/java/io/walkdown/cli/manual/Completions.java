package io.walkdown.cli.manual;

import picocli.AutoComplete;
import picocli.CommandLine;

/// What Tab completes: commands, options and files.
public final class Completions {
    private Completions() {}

    /// The script for bash; a file of bash's completion folder, or to be sourced.
    public static String bash(CommandLine program) {
        return AutoComplete.bash(program.getCommandName(), program);
    }

    /// The script for zsh; a file `_walkdown` in a folder of `fpath`. It lets bash's script do the
    /// work, as zsh can.
    public static String zsh(CommandLine program) {
        String name = program.getCommandName();
        return """
        #compdef %s
        # Made of the program's own commands.
        autoload -U +X bashcompinit && bashcompinit
        %s
        """
                .formatted(name, bash(program));
    }
}
