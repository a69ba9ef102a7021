using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NasCluster.Cli.Output;
using NasCluster.Silo;
using NasCluster.Silo.Trainers;

namespace NasCluster.Cli.Sessions;

/// <summary>What the trainer program, which owns Torch, answered to one question.</summary>
/// <param name="ExitCode">Its exit code, the command's too.</param>
/// <param name="Report">Null where it refused.</param>
internal sealed record TrainerAnswer<T>(int ExitCode, T? Report)
    where T : class
{
    /// <summary>Asks, and shows its messages.</summary>
    public static async Task<TrainerAnswer<T>> AskAsync(
        ImmutableArray<string> arguments,
        JsonTypeInfo<T> type,
        CancellationToken ct
    )
    {
        var output = await TrainerTool.RunAsync(new SiloOptions { Slots = 1 }, arguments, ct);
        foreach (var line in output.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Messages.Error(line);
        }

        return new(output.ExitCode, output.Text.Length > 0 ? JsonSerializer.Deserialize(output.Text, type) : null);
    }
}
