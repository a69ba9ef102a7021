using System.CommandLine;

namespace NasCluster.Cli.Tests;

/// <summary>What all commands have in common.</summary>
public sealed class CommandTests
{
    // They print something else by nature, or run until they are stopped.
    private static readonly string[] WithoutJson = ["completion", "dashboard", "key"];

    [Fact]
    public void Commands_WithAnAction_TakeJson()
    {
        var lacking = All(NasProgram.Root())
            .Where(command => command.Action is not null && !WithoutJson.Contains(command.Name))
            .Where(command => command.Options.All(option => option.Name != "--json"))
            .Select(command => command.Name);
        Assert.Empty(lacking);
    }

    [Fact]
    public void Commands_AndTheirOptions_AreAllDescribed()
    {
        var silent = All(NasProgram.Root())
            .SelectMany(command =>
                command
                    .Options.Select(option => (command.Name, What: option.Name, option.Description))
                    .Concat(
                        command.Arguments.Select(argument => (command.Name, What: argument.Name, argument.Description))
                    )
                    .Append((command.Name, What: "", command.Description))
            )
            .Where(item => string.IsNullOrWhiteSpace(item.Description))
            .Select(item => $"{item.Name} {item.What}");
        Assert.Empty(silent);
    }

    private static IEnumerable<Command> All(Command command) =>
        command.Subcommands.SelectMany(child => All(child).Prepend(child));
}
