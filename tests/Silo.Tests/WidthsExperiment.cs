using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NasCluster.Contracts;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Silo.Tests;

/// <summary>A random search over one dimension, for which <see cref="PromptTrainers"/> do.</summary>
internal static class WidthsExperiment
{
    public static ExperimentSpec Spec(string name, int candidates) =>
        new()
        {
            Name = name,
            Seed = 3,
            Data = new() { Dataset = PromptTrainers.Dataset.Name },
            Space = new(
                "widths",
                Decoder: null,
                [
                    new IntegerDimension
                    {
                        Name = "width",
                        Min = 1,
                        Max = 1000,
                    },
                ]
            ),
            Strategy = new("random", ParameterSet.Empty),
            Budget = new() { Candidates = candidates },
        };

    /// <summary>Submits it to a silo and waits for its end.</summary>
    public static async Task RunAsync(IHost host, ExperimentSpec spec, CancellationToken ct)
    {
        var store = host.Services.GetRequiredService<IExperimentStore>();
        var id = (await store.CreateAsync(spec, PromptTrainers.Dataset, "operation", ct)).Id;
        await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IExperimentGrain>(id).NudgeAsync(ct);
        while ((await store.FindAsync(id, ct))!.State != ExperimentState.Completed)
        {
            await Task.Delay(20, ct);
        }
    }
}
