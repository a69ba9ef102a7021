using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;

namespace NasCluster.Silo.Telemetry;

/// <summary>
/// Reads every few seconds how the running experiments stand, for the gauges. Every control silo says the same of the whole
/// cluster: take the largest, not the sum.
/// </summary>
internal sealed partial class SearchSampler(
    IExperimentStore store,
    IMeterFactory meters,
    TimeProvider clock,
    ILogger<SearchSampler> logger
) : BackgroundService
{
    public const string Name = "NasCluster.Search";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private ImmutableArray<SearchFigures> _figures = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Watch(meters.Create(Name));
        try
        {
            using var timer = new PeriodicTimer(Interval, clock);
            do
            {
                await SampleAsync(stoppingToken);
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private void Watch(Meter meter)
    {
        meter.CreateObservableGauge("nascluster.experiments.running", () => _figures.Length);
        Gauge(meter, "nascluster.queue.depth", figures => figures.Ready);
        Gauge(meter, "nascluster.leases", figures => figures.Running);
        Gauge(meter, "nascluster.candidates.final", figures => figures.Final);
        Gauge(meter, "nascluster.predictor.error", figures => figures.PredictorError);
    }

    private void Gauge(Meter meter, string name, Func<SearchFigures, double?> value) =>
        meter.CreateObservableGauge(
            name,
            () =>
                from figures in _figures
                let measured = value(figures)
                where measured is not null
                select new Measurement<double>(
                    measured.Value,
                    new KeyValuePair<string, object?>("experiment", figures.Experiment)
                )
        );

    private async Task SampleAsync(CancellationToken ct)
    {
        try
        {
            var figures = ImmutableArray.CreateBuilder<SearchFigures>();
            foreach (var experiment in await store.ListAsync(ct))
            {
                if (experiment.State == ExperimentState.Running)
                {
                    figures.Add(SearchFigures.Of(experiment, await store.CandidatesAsync(experiment.Id, ct)));
                }
            }

            _figures = figures.ToImmutable();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogNotRead(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The figures of the experiments could not be read. {Reason}")]
    private partial void LogNotRead(string reason);
}
