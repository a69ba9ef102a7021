using System.Text.Json;
using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Runtime;
using NasCluster.Trainer.Training;

namespace NasCluster.Trainer.Doctor;

/// <summary>Trains the made training as a slot would, and says where the time went, or how fast it is.</summary>
internal static class ProfileCommand
{
    private const int Images = 4096 + 512;
    private const int Epochs = 3;

    /// <summary>"doctor --profile": one training with checkpoints, as JSON.</summary>
    public static int Profile(TextWriter output, TextWriter error) =>
        Run(
            error,
            settings =>
            {
                var report = Profile(settings, Images, Epochs);
                output.WriteLine(JsonSerializer.Serialize(report, DoctorJson.Default.ProfileReport));
            }
        );

    /// <summary>
    /// "doctor --speed": says "ready" when it is warm, waits for a line, trains for so many seconds and says how many images
    /// a second that were, so that several can be measured side by side.
    /// </summary>
    public static int Speed(string seconds, TextReader input, TextWriter output, TextWriter error) =>
        Run(
            error,
            settings =>
            {
                using var training = new SpeedTraining(settings);
                training.Run(TimeSpan.Zero);
                output.WriteLine("ready");
                output.Flush();
                if (input.ReadLine() is not null)
                {
                    var span = TimeSpan.FromSeconds(
                        double.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)
                    );
                    output.WriteLine(FormattableString.Invariant($"{training.Run(span):R}"));
                }
            }
        );

    internal static ProfileReport Profile(TrainerSettings settings, int images, int epochs)
    {
        var folder = Directory.CreateTempSubdirectory("nas-profile-");
        try
        {
            var command = MadeTraining.Command(images, epochs, folder.FullName);
            var batch = TrainingRecipe.From(command.Recipe).BatchSize;
            var data = new DatasetCache(_ => MadeTraining.Images(images));
            var metrics = new CandidateTrainer(data, settings, TimeProvider.System, _ => { }).Train(
                command,
                (_, _) => true
            );
            var trained = images - command.Data.ValidationSize!.Value;
            var steps = epochs * ((trained + batch - 1) / batch);
            return new(
                settings.DeviceName,
                settings.Threads,
                epochs,
                steps,
                batch,
                metrics.StepTimeMs,
                metrics.ImagesPerSecond,
                metrics.Phases!
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Run(TextWriter error, Action<TrainerSettings> work)
    {
        try
        {
            var settings = TrainerSettings.From(Environment.GetEnvironmentVariable);
            TorchRuntime.Start(settings);
            work(settings);
            return 0;
        }
        catch (TrainerSettingsException e)
        {
            error.WriteLine(e.Message);
            return 3;
        }
    }
}
