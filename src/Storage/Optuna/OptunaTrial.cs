using System.Text.Json.Nodes;

namespace NasCluster.Storage.Optuna;

/// <summary>A completed trial of an Optuna study.</summary>
/// <param name="Number">Its number in the study, from 0.</param>
/// <param name="Value">Of the objective that was asked for.</param>
/// <param name="Parameters">Numbers, texts and flags by name.</param>
public sealed record OptunaTrial(int Number, double Value, JsonObject Parameters);
