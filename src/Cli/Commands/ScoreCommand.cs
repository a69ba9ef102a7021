using System.CommandLine;
using System.Globalization;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;

namespace NasCluster.Cli.Commands;

/// <summary>`nas score`: EfficientNetV2's reward A·S^w·P^v of given numbers.</summary>
internal static class ScoreCommand
{
    public static Command Create()
    {
        var defaults = new RankingSpec();
        var accuracy = Required("--accuracy", "Accuracy A, 0 to 1.");
        var stepTime = Required("--step-time", "Normalised training step time S, above 0.");
        var parameters = Required("--params", "Parameters P, above 0.");
        var w = new Option<double>("--w") { Description = "Exponent of S.", DefaultValueFactory = _ => defaults.W };
        var v = new Option<double>("--v") { Description = "Exponent of P.", DefaultValueFactory = _ => defaults.V };
        var json = StoreOptions.Json();
        var command = new Command("score", "Compute the reward A·S^w·P^v.")
        {
            accuracy,
            stepTime,
            parameters,
            w,
            v,
            json,
        };
        Check(accuracy, value => value is >= 0 and <= 1, "0 to 1");
        Check(stepTime, value => value > 0 && double.IsFinite(value), "a finite number above 0");
        Check(parameters, value => value > 0 && double.IsFinite(value), "a finite number above 0");
        Check(w, double.IsFinite, "a finite number");
        Check(v, double.IsFinite, "a finite number");
        command.SetAction(parsed =>
        {
            var reward = Reward.Of(
                parsed.GetRequiredValue(accuracy),
                parsed.GetRequiredValue(stepTime),
                parsed.GetRequiredValue(parameters),
                parsed.GetRequiredValue(w),
                parsed.GetRequiredValue(v)
            );
            if (parsed.GetValue(json))
            {
                DataOutput.Json(new ScoreOutput(reward), CliJson.Default.ScoreOutput);
            }
            else
            {
                DataOutput.Line(reward.ToString("R", CultureInfo.InvariantCulture));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Option<double> Required(string name, string description) =>
        new(name) { Description = description, Required = true };

    private static void Check(Option<double> option, Func<double, bool> allowed, string text) =>
        option.Validators.Add(result =>
        {
            if (NumberText.Given(result) is { } value && !allowed(value))
            {
                result.AddError($"{option.Name} is {result.Tokens[0].Value}: allowed is {text}.");
            }
        });
}
