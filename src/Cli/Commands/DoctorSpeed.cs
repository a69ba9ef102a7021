using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using NasCluster.Cli.Output;
using NasCluster.Domain.Candidates;
using NasCluster.Silo;
using NasCluster.Silo.Layouts;
using NasCluster.Silo.Trainers;

namespace NasCluster.Cli.Commands;

/// <summary>`nas doctor --profile` and `nas doctor --tune`: where the time goes, and how best to share the cores out.</summary>
internal static class DoctorSpeed
{
    private const int Rounds = 3;

    public static async Task<int> ProfileAsync(SiloOptions options, bool json, CancellationToken ct)
    {
        var output = await TrainerTool.RunAsync(options, ["doctor", "--profile"], ct);
        if (output.ExitCode != 0)
        {
            throw new CommandException(ExitCode.WrongEnvironment, output.Error.Trim());
        }

        var profile = JsonSerializer.Deserialize(output.Text, CliJson.Default.ProfileOutput)!;
        if (json)
        {
            DataOutput.Json(profile, CliJson.Default.ProfileOutput);
            return ExitCode.Done;
        }

        Line(
            $"{profile.Steps} steps of {profile.BatchSize} images on {profile.Device}, {profile.Threads} threads: {profile.StepTimeMs:F1} ms a step, {profile.ImagesPerSecond:F0} images/s"
        );
        foreach (var (name, seconds) in Phases(profile.Phases))
        {
            Line($"  {name, -22} {seconds, 7:F2} s {100 * seconds / profile.Phases.Total, 6:F1} %");
        }

        return ExitCode.Done;
    }

    public static async Task<int> TuneAsync(SiloOptions options, bool json, CancellationToken ct)
    {
        var cores = Environment.ProcessorCount;
        var layouts = SlotLayout.Of(cores);
        Messages.Note($"{layouts.Count} layouts of {cores} cores, {Rounds} rounds; leave the machine alone meanwhile.");
        var measured = await LayoutProbe.MeasureAsync(options, layouts, Rounds, ct);
        var tuned = TunedLayout.Of(cores, [.. measured]);
        tuned.Save(options.DataFolder, Environment.MachineName);
        if (json)
        {
            DataOutput.Json(tuned, CliJson.Default.TunedLayout);
            return ExitCode.Done;
        }

        foreach (var layout in measured)
        {
            Line($"{layout.Slots} slots x {layout.Threads} threads: {layout.ImagesPerSecond:F0} images/s");
        }

        Line(
            $"'nas run', 'nas serve' and 'nas worker' with this store take {tuned.Slots} slots x {tuned.Threads} threads unless told otherwise."
        );
        return ExitCode.Done;
    }

    private static ImmutableArray<(string Name, double Seconds)> Phases(PhaseTimes phases) =>
        [
            ("start", phases.Start),
            ("data", phases.Data),
            ("forward and backward", phases.ForwardBackward),
            ("optimizer", phases.Optimizer),
            ("evaluation", phases.Evaluation),
            ("checkpoint", phases.Checkpoint),
            ("report", phases.Report),
        ];

    private static void Line(FormattableString text) => DataOutput.Line(text.ToString(CultureInfo.InvariantCulture));
}
