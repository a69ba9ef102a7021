using System.Collections.Immutable;
using System.Diagnostics;

namespace NasCluster.Silo.Trainers;

/// <summary>Runs the trainer program for one answer: data sets, self-check.</summary>
public static class TrainerTool
{
    /// <summary>Runs the trainer found for these options.</summary>
    public static Task<ToolOutput> RunAsync(
        SiloOptions options,
        ImmutableArray<string> arguments,
        CancellationToken ct
    ) => RunAsync(TrainerLocation.Find(options.TrainerPath), arguments, ct, options);

    internal static async Task<ToolOutput> RunAsync(
        string trainer,
        ImmutableArray<string> arguments,
        CancellationToken ct,
        SiloOptions? options = null
    )
    {
        var command = TrainerCommandLine.BuiltIn(trainer, arguments);
        var info = new ProcessStartInfo(command.Program, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        TrainerEnvironment.Fill(info.Environment, options?.Device ?? "cpu", options?.ThreadsPerSlot ?? 1);
        using var process = ChildProcesses.Start(info);
        process.StandardInput.Close();
        try
        {
            var text = process.StandardOutput.ReadToEndAsync(ct);
            var error = process.StandardError.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            return new(process.ExitCode, await text, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
