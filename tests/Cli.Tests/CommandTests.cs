using System.CommandLine;
using NasCluster.Cli.Commands;
using NasCluster.Cli.Output;

namespace NasCluster.Cli.Tests;

/// <summary>What all commands have in common.</summary>
public sealed class CommandTests
{
    // They print something else by nature (`latency export` CSV), or run until they are stopped.
    private static readonly string[] WithoutJson = ["completion", "dashboard", "key", "export"];

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

    public static TheoryData<string, string> NumberOptions =>
        [
            .. Paths(NasProgram.Root(), "")
                .SelectMany(path =>
                    path.Command.Options.Where(option => IsNumber(option.ValueType))
                        .Select(option => (path.Words, option.Name))
                ),
        ];

    [Theory]
    [MemberData(nameof(NumberOptions))]
    public async Task Options_TextForANumber_AreNamedOnceAndEndWithBadInput(string command, string option)
    {
        var arguments = $"{command}{option} x".Split(' ');
        var named = NasProgram
            .Root()
            .Parse(arguments)
            .Errors.Select(error => NumberText.Problem(error) ?? error.Message)
            .Where(message => message.Contains($"{option} ", StringComparison.Ordinal));
        Assert.Contains("is 'x': allowed is a", Assert.Single(named), StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, await NasProgram.RunAsync(arguments));
    }

    private static bool IsNumber(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: false } plain
        && Type.GetTypeCode(plain) is >= TypeCode.SByte and <= TypeCode.Decimal;

    private static IEnumerable<(Command Command, string Words)> Paths(Command command, string words) =>
        command
            .Subcommands.SelectMany(child => Paths(child, $"{words}{child.Name} "))
            .Prepend((Command: command, Words: words));

    private static IEnumerable<Command> All(Command command) =>
        command.Subcommands.SelectMany(child => All(child).Prepend(child));
}
