using System.CommandLine;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;

namespace NasCluster.Cli.Commands;

/// <summary>`nas cost FILE`: parameters, MACs and memory of a network described in a file.</summary>
internal static class CostCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = NetworkFile.Description };
        var json = StoreOptions.Json();
        var command = new Command("cost", "Parameters, MACs and memory of a network.") { file, json };
        command.SetAction(parsed =>
        {
            var output = CostOutput.Of(NetworkFile.Read(parsed.GetRequiredValue(file)));
            if (parsed.GetValue(json))
            {
                DataOutput.Json(output, CliJson.Default.CostOutput);
                return ExitCode.Done;
            }

            foreach (var line in output.Lines())
            {
                DataOutput.Line(line);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
