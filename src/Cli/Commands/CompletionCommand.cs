using System.CommandLine;
using NasCluster.Cli.Output;

namespace NasCluster.Cli.Commands;

/// <summary>`nas completion SHELL`: a script that completes commands, options and names in a shell.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        # nas: completion for bash. Put `source <(nas completion bash)` into ~/.bashrc.
        _nas() {
          local line="${COMP_LINE:${#COMP_WORDS[0]}}" word="${COMP_WORDS[COMP_CWORD]}"
          line="${line# }"
          local at=$((COMP_POINT - ${#COMP_WORDS[0]} - 1))
          mapfile -t COMPREPLY < <(compgen -W "$("${COMP_WORDS[0]}" "[suggest:$at]" "$line" 2>/dev/null)" -- "$word")
        }
        complete -o default -F _nas nas
        """;

    private const string Zsh = """
        #compdef nas
        # nas: completion for zsh. Put `source <(nas completion zsh)` into ~/.zshrc, after compinit.
        _nas() {
          local line="${BUFFER#* }" at=$((CURSOR - ${#words[1]} - 1))
          local -a found
          found=("${(@f)$("${words[1]}" "[suggest:$at]" "$line" 2>/dev/null)}")
          compadd -a found
          _files
        }
        compdef _nas nas
        """;

    private const string Fish = """
        # nas: completion for fish. Put `nas completion fish | source` into ~/.config/fish/config.fish.
        function __nas_suggest
          set -l line (commandline -cp | string replace -r '^\S+\s?' '')
          nas "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c nas -a '(__nas_suggest)'
        """;

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Print a script that completes this command in a shell.") { shell };
        command.SetAction(parsed =>
        {
            DataOutput.Line(
                parsed.GetRequiredValue(shell) switch
                {
                    "bash" => Bash,
                    "zsh" => Zsh,
                    _ => Fish,
                }
            );
            return ExitCode.Done;
        });
        return command;
    }
}
