namespace NasCluster.Domain.Tables;

/// <summary>The numbers of one configuration. Accuracies lie in 0…1.</summary>
/// <param name="Runs">Accuracy of every run; at least one.</param>
/// <param name="Fidelities">Accuracy at every fidelity, in order of epochs.</param>
/// <param name="Costs">Every cost by name: latencyMs, stepTimeMs, params, macs and those the experiment names.</param>
/// <param name="Test">Test accuracy, where there is a column of it.</param>
internal sealed record TableRow(double[] Runs, double[] Fidelities, Dictionary<string, double> Costs, double? Test);
