using System.Collections.Immutable;
using System.CommandLine;
using NasCluster.Cli.Output;
using NasCluster.Domain.Experiments;

namespace NasCluster.Cli.Commands;

/// <summary>`--constraint METRIC&lt;=NUMBER`, any number of times.</summary>
internal static class LimitOptions
{
    public static Option<string[]> Create(string more) =>
        new("--constraint", "-c")
        {
            Description = $"A hard limit, {LimitText.Allowed}, such as 'latencyMs<=5'; may be given again. {more}",
            DefaultValueFactory = _ => [],
        };

    /// <exception cref="CommandException">One cannot be read; all of them are named.</exception>
    public static ImmutableArray<LimitSpec> Read(ParseResult parsed, Option<string[]> option)
    {
        var limits = ImmutableArray.CreateBuilder<LimitSpec>();
        var wrong = new List<string>();
        foreach (var text in parsed.GetValue(option) ?? [])
        {
            if (LimitText.TryParse(text, out var limit))
            {
                limits.Add(limit);
            }
            else
            {
                wrong.Add($"--constraint is '{text}': allowed is {LimitText.Allowed}.");
            }
        }

        return wrong.Count == 0
            ? limits.ToImmutable()
            : throw new CommandException(ExitCode.BadInput, string.Join(Environment.NewLine, wrong));
    }
}
