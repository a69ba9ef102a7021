using System.CommandLine;
using System.Globalization;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using Spectre.Console;

namespace NasCluster.Cli.Commands;

/// <summary>`nas space list|describe|sample`: the built-in search spaces.</summary>
internal static class SpaceCommand
{
    public static Command Create() =>
        new("space", "Built-in search spaces.") { CreateList(), CreateDescribe(), CreateSample() };

    private static Command CreateList()
    {
        var json = StoreOptions.Json();
        var command = new Command("list", "Names and sizes.") { json };
        command.SetAction(parsed =>
        {
            var spaces = SpaceCatalog.Names.Select(name => SpaceOutput.Of(SpaceCatalog.Find(name)!)).ToArray();
            if (parsed.GetValue(json))
            {
                DataOutput.Json(spaces, CliJson.Default.SpaceOutputArray);
                return ExitCode.Done;
            }

            foreach (var space in spaces)
            {
                DataOutput.Line($"{space.Name}: {space.Dimensions.Length} dimensions, {space.Size} discrete points");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateDescribe()
    {
        var name = Name();
        var json = StoreOptions.Json();
        var command = new Command("describe", "All dimensions of a space.") { name, json };
        command.SetAction(parsed =>
        {
            var space = Find(parsed.GetRequiredValue(name));
            var output = SpaceOutput.Of(space);
            if (parsed.GetValue(json))
            {
                DataOutput.Json(output, CliJson.Default.SpaceOutput);
                return ExitCode.Done;
            }

            DataOutput.Line($"{output.Name}: {output.Size} discrete points");
            var table = DataOutput.Framed("dimension", "part", "values", "when");
            foreach (var dimension in space.Dimensions)
            {
                table.AddRow(
                    Markup.Escape(dimension.Name),
                    ResultText.Word(dimension.Part),
                    Markup.Escape(dimension.Describe()),
                    Markup.Escape(dimension.When is { } when ? $"{when.Dimension} in {string.Join(", ", when.In)}" : "")
                );
            }

            DataOutput.Show(table);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateSample()
    {
        var name = Name();
        var count = new Option<int>("--count", "-n") { Description = "How many.", DefaultValueFactory = _ => 1 };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the sample." };
        var json = StoreOptions.Json();
        var command = new Command("sample", "Random points of a space.") { name, count, seed, json };
        command.SetAction(parsed =>
        {
            var space = Find(parsed.GetRequiredValue(name));
            if (parsed.GetValue(count) is < 1 or > 100_000)
            {
                throw new CommandException(
                    ExitCode.BadInput,
                    $"--count is {parsed.GetValue(count)}: allowed is 1 to 100000."
                );
            }

            var samples = Enumerable
                .Range(0, parsed.GetValue(count))
                .Select(i => space.Sample(SeededRandom.Create(parsed.GetValue(seed), "sample", i)))
                .ToArray();
            if (parsed.GetValue(json))
            {
                DataOutput.Json(samples, CliJson.Default.ConfigurationArray);
                return ExitCode.Done;
            }

            foreach (var sample in samples)
            {
                DataOutput.Line(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{sample.Key}  {sample.Architecture} | {sample.Recipe}"
                    )
                );
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Argument<string> Name() =>
        new("space") { Description = "Name of a space; 'nas space list' shows them." };

    private static SearchSpace Find(string name) =>
        SpaceCatalog.Find(name)
        ?? throw new CommandException(
            ExitCode.NotFound,
            $"There is no space '{name}'; there are {string.Join(", ", SpaceCatalog.Names)}."
        );
}
